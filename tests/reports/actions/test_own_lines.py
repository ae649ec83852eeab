"""A committee's own lines: counted like those of the catalogue, and never changed."""

import pytest

from chibo.reports.actions import own_lines as actions
from chibo.reports.models import OwnLine
from chibo.reports.queries.own_forms import known_lines
from chibo.reports.rules.lines import BadLine
from tests.factories.meetings import JUNE, Village
from tests.factories.reporting import BY, draft_form, own_line, told
from tests.factories.watching import logged, refused

pytestmark = pytest.mark.django_db


def test_a_line_is_kept_and_known_below(village: Village) -> None:
    with logged("line.defined", "TT"):
        line = own_line(village.commune)

    assert known_lines(village.cell, JUNE)[line.key].name["vi"] == "Buổi ngắn"


@pytest.mark.parametrize(
    "parts",
    [{"count": "grade"}, {"where": ["grade >= 3"]}, {"of": "rows"}, {"table": "money"}],
    ids=["a sum of words", "words compared", "a base without a share", "no such table"],
)
def test_what_cannot_be_counted_is_refused(village: Village, parts: dict[str, object]) -> None:
    with refused(BadLine):
        actions.define_line(unit=village.commune, told=told(**parts), **BY)


def test_a_line_in_a_form_stays_and_another_is_taken_back(village: Village) -> None:
    line, other = own_line(village.commune), own_line(village.commune)
    draft_form(village.commune, line.key)

    with refused(actions.StandsInForms):
        actions.discard_line(line_id=line.pk, **BY)
    with logged("line.discarded", "TT"):
        actions.discard_line(line_id=other.pk, **BY)

    assert list(OwnLine.objects.all()) == [line]
