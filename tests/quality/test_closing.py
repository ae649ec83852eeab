"""The cell's own score as a step of closing."""

import pytest
from django.test import Client

from chibo.quality.actions import sheets
from chibo.quality.actions.assessing import assess
from chibo.quality.models import ScoreSheet
from chibo.quality.rules.rewriting import plain, rewritten
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import BY, JUNE, Village
from tests.quality.actions.test_assessing import OPEN, given


@pytest.fixture
def writer(village: Village) -> Client:
    return reader("writer", village)


def scored_after(village: Village) -> None:
    """Put a sheet in force by which the cell votes on its score after the minutes."""
    shipped = ScoreSheet.objects.get(key="hd42-frame", unit=None)
    draft = sheets.copy_sheet(sheet_id=shipped.pk, unit=village.commune, issuer="Xã", **BY)
    text = rewritten(draft.text, plain(draft.text) | {"self_scored": "after_minutes"})
    draft = sheets.rewrite_sheet(sheet_id=draft.pk, text=text, seen=draft.sha256, **BY)
    sheets.put_in_force(
        sheet_id=draft.pk, unit=village.commune, since=JUNE, until=None, seen=draft.sha256, **BY
    )


def sections(client: Client, meeting_id: object) -> list[str]:
    """Return the parts of the closing page in their order, the score's and the reading back."""
    page = client.get(f"/meetings/{meeting_id}/close/").content.decode()
    places = {"score": page.find("own score</h2>"), "read": page.find('id="read"')}
    return sorted((name for name in places if places[name] >= 0), key=lambda name: places[name])


def test_it_stands_before_the_minutes_are_adopted(village: Village, writer: Client) -> None:
    assert sections(writer, made.held(village).pk) == ["score", "read"]


def test_or_after_where_the_sheet_says_so(village: Village, writer: Client) -> None:
    scored_after(village)

    assert sections(writer, made.held(village).pk) == ["read", "score"]


def test_it_stands_there_while_the_minutes_are_closed_and_not_in_the_book(
    village: Village, writer: Client
) -> None:
    assert sections(writer, made.closed(village).pk) == ["score"]


def test_a_meeting_no_sheet_is_for_has_no_such_step(village: Village, writer: Client) -> None:
    assert sections(writer, made.held(village, kind="thematic").pk) == ["read"]


def test_it_says_how_the_score_stands(village: Village, writer: Client) -> None:
    meeting = made.closed(village)
    at = f"/meetings/{meeting.pk}/close/"
    assert "not scored yet" in writer.get(at).content.decode()

    first = assess(meeting_id=meeting.pk, kind="self", given=given(OPEN), **BY)
    assert "85 of 100, not voted on yet" in writer.get(at).content.decode()

    voted = given(OPEN, in_favour=7)
    assess(meeting_id=meeting.pk, kind="self", given=voted, seen=str(first.pk), **BY)
    assert "85 of 100, 7 of 7 voted for it" in writer.get(at).content.decode()
