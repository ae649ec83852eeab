"""The catalogue of report lines can be counted, and says what it counts."""

import pytest

from chibo.guidance.loading import DATA
from chibo.reports.catalogue import lines, sections


def test_every_line_stands_in_a_section_and_every_section_has_lines() -> None:
    assert {line.section for line in lines().values()} == set(sections())


@pytest.mark.parametrize("key", list(lines()))
def test_a_line_says_in_both_languages_what_it_counts(key: str) -> None:
    line = lines()[key]

    for words in (line.name, line.words, line.unit, sections()[line.section]):
        assert all(words[language].strip() for language in ("vi", "en"))
    assert line.words["vi"].endswith(".")
    assert line.words["en"].endswith(".")


def test_a_line_names_a_source_that_is_registered() -> None:
    known = (DATA / "sources.yaml").read_text()

    named = {line.source for line in lines().values() if line.source}
    assert named
    assert all(f"key: {source}\n" in known for source in named)


def test_names_are_told_apart() -> None:
    names = [line.name["vi"] for line in lines().values()]

    assert sorted(set(names)) == sorted(names)
