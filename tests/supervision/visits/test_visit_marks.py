import re
from decimal import Decimal

import pytest
from django.test import Client

from chibo.quality.models import Assessment, ScoreSheet
from chibo.supervision.models import Visit
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.factories.sheets import in_force
from tests.supervision.visits.seeing import SHEET, TYPED, of, text

MARKS = {"mark_1.1": "55,5", "mark_1.2": "30", "marks_because": "Dự cả buổi."}


@pytest.fixture
def sheet(village: Village) -> ScoreSheet:
    return in_force(SHEET, village.commune)


def test_marks_noted_on_a_slip_fill_in_the_score_once_the_minutes_are_in_the_book(
    village: Village, browser: Client, sheet: ScoreSheet
) -> None:
    meeting = made.held(village)
    page = browser.get("/visits/slip/TT.01/")
    assert "1.1. Điều hành (at most 60)" in text(page)
    browser.post("/visits/slip/TT.01/", {**TYPED, **MARKS, "sheet": str(sheet.pk)})
    visit = Visit.objects.get()
    assert visit.marks == {
        "sheet": str(sheet.pk), "typed": {"1.1": "55,5", "1.2": "30"}, "because": "Dự cả buổi.",
    }  # fmt: skip
    assert "They wait until the minutes are in the book." in text(
        browser.get(f"/visits/{visit.pk}/")
    )

    made.resolve(meeting)
    made.seal(meeting)

    assert "Marks noted, not saved as a score yet" in text(browser.get("/visits/"))
    page = browser.get(f"/scores/{meeting.pk}/")
    assert "The marks of your visit slip are filled in and not written yet." in text(page)
    assert re.search(r'name="points-1.1" value="55,5"', page.content.decode())
    assert not Assessment.objects.exists()

    browser.post(f"/scores/{meeting.pk}/", {"points-1.1": "55,5", "points-1.2": "30", "seen": ""})

    assert Assessment.objects.get().points == Decimal("85.50")
    assert "Marks noted, not saved" not in text(browser.get("/visits/"))
    assert "filled in and not written" not in text(browser.get(f"/scores/{meeting.pk}/"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({**MARKS, "mark_1.1": "61"}, "Write points from 0 to 60, such as 2 or 2,5."),
        ({**MARKS, "mark_1.2": "tốt"}, "Write points from 0 to 40, such as 2 or 2,5."),
        ({**MARKS, "marks_because": ""}, "Write in a few words what the marks rest on."),
    ],
)
def test_a_mark_that_cannot_be_is_named_on_the_slip(
    village: Village, browser: Client, sheet: ScoreSheet, typed: dict[str, str], sentence: str
) -> None:
    del village, sheet
    page = browser.post("/visits/slip/TT.01/", {**TYPED, **typed})

    assert (page.status_code, Visit.objects.count()) == (422, 0)
    assert sentence in text(page)


def test_nobody_else_sees_what_an_official_would_give(
    village: Village, browser: Client, sheet: ScoreSheet
) -> None:
    del sheet
    browser.post("/visits/slip/TT.01/", {**TYPED, **MARKS})
    client = of(factories.account("bithu", "secretary", at=village.cell, of=village.secretary))

    shown = text(client.get(f"/visits/{Visit.objects.get().pk}/"))

    assert "You noted" not in shown
    assert "55,5" not in shown
