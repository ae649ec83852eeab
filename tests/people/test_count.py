"""`chibo count`."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.units import reform

pytestmark = pytest.mark.django_db


def count(*words: str) -> str:
    out = StringIO()
    call_command("count", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def tree() -> None:
    reform.before()
    cell = factories.unit("QS.TL.BA", since=date(2024, 1, 1))
    factories.member(cell, since=date(2024, 5, 1), until=date(2025, 7, 1))


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        (["--as-of", "2025-06-30"], (5, 8, 6, 1)),
        (["--as-of", "30/06/2025"], (5, 8, 6, 1)),
        (["--as-of", "2025-07-01"], (5, 8, 6, 0)),
        (["--as-of", "2023-12-31"], (5, 7, 5, 0)),
        (["--unit", "QS.TT", "--as-of", "2025-06-30"], (1, 2, 2, 0)),
        (["--unit", "QS.TL.BA", "--as-of", "2025-06-30"], (0, 1, 1, 1)),
        (["--as-of", "1999-01-01"], (0, 0, 0, 0)),
    ],
)
@pytest.mark.usefixtures("tree")
def test_figures_are_those_of_the_day(words: list[str], figures: tuple[int, ...]) -> None:
    names = ("grassroots_organisations", "cells", "village_cells", "members")

    assert json.loads(count("--json", *words)) == dict(zip(names, figures, strict=True))


@pytest.mark.usefixtures("tree")
def test_without_json_each_figure_has_its_line() -> None:
    assert count("--as-of", "2025-06-30") == (
        "grassroots_organisations\t5\ncells\t8\nvillage_cells\t6\nmembers\t1\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--unit", "NO"], "No unit has the code NO."),
        (
            ["--unit", "QS.TL.BA", "--as-of", "2023-12-31"],
            "QS.TL.BA did not exist on 2023-12-31: it does from 2024-01-01.",
        ),
        (["--as-of", "31/02/2025"], "no day: 31/02/2025"),
    ],
)
@pytest.mark.usefixtures("tree")
def test_what_cannot_be_counted_says_why(words: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        count(*words)
