import pytest

from chibo.documents.numbering import (
    NAMES,
    BadNumber,
    DocumentType,
    cell_may_issue,
    format_number,
    symbol,
)


@pytest.mark.parametrize(
    ("number", "kind", "body", "expected"),
    [
        (5, "NQ", "CB", "05-NQ/CB"),
        (31, DocumentType.MINUTES, "CB", "31-BB/CB"),
        (112, DocumentType.PROGRAMME, "ĐU", "112-CTr/ĐU"),
    ],
)
def test_a_number_is_printed_with_two_digits_and_its_symbol(
    number: int, kind: str, body: str, expected: str
) -> None:
    assert format_number(number, kind, body) == expected


@pytest.mark.parametrize("number", [0, -1])
def test_numbers_begin_with_one(number: int) -> None:
    with pytest.raises(BadNumber):
        format_number(number, "NQ", "CB")


def test_a_cell_issues_all_kinds_but_three() -> None:
    refused = {NAMES[kind] for kind in DocumentType if not cell_may_issue(kind)}

    assert refused == {"Quy định", "Hướng dẫn", "Chỉ thị"}


def test_every_kind_has_a_name_and_a_symbol() -> None:
    assert set(NAMES) == set(DocumentType)
    assert symbol(DocumentType.RESOLUTION, "CB") == "NQ/CB"
