"""Answers in secret: what rows there are afterwards, who may answer, and who sees the counts."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chibo.audit.models import Entry
from chibo.base.time import local_day, local_moment
from chibo.book.actions import seal_meeting
from chibo.meetings.actions.guards import WrongState
from chibo.meetings.models import Meeting
from chibo.people.models import Person
from chibo.quality.actions import ratings as actions
from chibo.quality.models import RatingCount, RatingPeriod, RatingVoter
from chibo.quality.rules.ratings import NotWhole
from tests import factories
from tests.factories import meetings as made
from tests.factories.access import account_of, reader
from tests.factories.meetings import BY, JULY, JUNE, Village
from tests.factories.watching import changed, logged, refused, tables, undone

TODAY = timezone.localdate()
YES = {"content": "yes", "voice": "yes", "tasks": "yes"}
MIXED = {"content": "yes", "voice": "partly", "tasks": "no"}


def switched_on(village: Village) -> RatingPeriod:
    return actions.switch_ratings(cell=village.cell, is_on=True, **BY)


def ended(meeting: Meeting) -> datetime:
    assert meeting.ended_at is not None
    return meeting.ended_at


def answer(meeting: Meeting, by: Person, *, days: int = 1, **answers: str) -> None:
    actions.answer_questions(
        meeting_id=meeting.pk, answers=YES | answers, by=by, at=ended(meeting) + timedelta(days=days)
    )  # fmt: skip


def counts(meeting: Meeting) -> dict[tuple[str, str], int]:
    rows = RatingCount.objects.filter(meeting=meeting)
    return {(row.question, row.answer): row.count for row in rows}


@pytest.fixture
def meeting(village: Village) -> Meeting:
    """A closed meeting of a cell that asks, at which eight were present."""
    switched_on(village)
    return made.closed(village)


def test_a_cell_asks_from_when_its_secretary_says_so(village: Village) -> None:
    with refused(actions.SwitchedAlready):
        actions.switch_ratings(cell=village.cell, is_on=False, **BY)
    with logged("ratings.switched_on", "TT.01"):
        period = switched_on(village)
    with refused(actions.SwitchedAlready):
        switched_on(village)
    with logged("ratings.switched_off", "TT.01"):
        actions.switch_ratings(cell=village.cell, is_on=False, by="pho", at=made.AT)

    period.refresh_from_db()
    assert (period.begun_by, period.ended_by, period.until) == ("bithu", "pho", made.AT)


def test_an_answer_leaves_counts_and_that_one_has_answered_and_nothing_between(
    village: Village, meeting: Meeting
) -> None:
    before = tables()

    with logged("meeting.rated", "TT.01"):
        answer(meeting, village.third, voice="partly", tasks="no")

    after = tables()
    assert changed(before, after) == {
        "quality.RatingCount", "quality.RatingVoter", "audit.Entry",
    }  # fmt: skip
    assert {key: count for key, count in counts(meeting).items() if count} == {
        ("content", "yes"): 1, ("voice", "partly"): 1, ("tasks", "no"): 1,
    }  # fmt: skip
    assert set(after["quality.RatingCount"][0]) == {
        "id", "meeting_id", "question", "answer", "count",
    }  # fmt: skip
    assert set(after["quality.RatingVoter"][0]) == {
        "id", "meeting_id", "person_id", "has_answered",
    }  # fmt: skip
    answered = RatingVoter.objects.filter(has_answered=True)
    assert [row.person for row in answered] == [village.third]


def test_the_log_says_that_somebody_answered_on_a_day(village: Village, meeting: Meeting) -> None:
    answer(meeting, village.third)

    line = Entry.objects.latest("pk")
    day = local_moment(local_day(ended(meeting)) + timedelta(days=1), time())
    assert (line.account, line.at, line.detail) == ("", day, {})
    assert (line.subject, line.subject_key) == ("meetings.meeting", str(meeting.pk))
    assert str(village.third.pk) not in (line.account, line.subject_key)


def test_the_rows_are_there_for_all_from_the_first_answer_and_in_no_telling_order(
    village: Village, meeting: Meeting
) -> None:
    first, second = village.expected[6], village.expected[2]

    answer(meeting, first)
    made_first = list(RatingVoter.objects.order_by("pk").values_list("pk", "person"))
    answer(meeting, second)

    assert len(counts(meeting)) == 9
    assert [person for _key, person in made_first] == sorted(one.pk for one in village.expected)
    assert list(RatingVoter.objects.order_by("pk").values_list("pk", "person")) == made_first


def test_every_answer_writes_every_row(village: Village, meeting: Meeting) -> None:
    answer(meeting, village.secretary)

    with CaptureQueriesContext(connection) as asked:
        answer(meeting, village.third, voice="no")

    written = [row["sql"] for row in asked if row["sql"].startswith("UPDATE")]
    assert len(written) == 2
    for sql in written:
        condition = sql.rpartition("WHERE")[2]
        assert "meeting_id" in condition
        assert "AND" not in condition
    assert len(set(_last_written_by("quality_ratingcount"))) == 1
    assert set(_last_written_by("quality_ratingvoter")) == set(
        _last_written_by("quality_ratingcount")
    )


def _last_written_by(table: str) -> list[str]:
    """Return which transaction PostgreSQL says wrote each row last; SQLite keeps none."""
    which = "xmin::text" if connection.vendor == "postgresql" else "'none'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {which} FROM {table}")  # noqa: S608 - our own names
        return [row[0] for row in cursor.fetchall()]


def test_nobody_answers_twice(village: Village, meeting: Meeting) -> None:
    answer(meeting, village.third)

    with refused(actions.AnsweredAlready):
        answer(meeting, village.third, content="no")


@pytest.mark.parametrize("days", [0, 7])
def test_one_answers_until_the_seventh_day(village: Village, meeting: Meeting, days: int) -> None:
    answer(meeting, village.third, days=days)

    with refused(actions.DaysOver):
        answer(meeting, village.deputy, days=8)


def test_who_was_absent_is_not_asked(village: Village, meeting: Meeting) -> None:
    for person in (village.elsewhere, factories.member(village.cell, "Lò Văn Mới")):
        with refused(actions.NotThere):
            answer(meeting, person)


def test_whoever_was_present_is_asked(village: Village) -> None:
    switched_on(village)
    meeting = made.held(village)
    made.mark(meeting, village.exempt)
    meeting = made.read(meeting)

    for person in (village.exempt, village.probationary, village.secretary):
        answer(meeting, person)

    assert RatingVoter.objects.filter(has_answered=True).count() == 3


def test_half_an_answer_is_not_counted(village: Village, meeting: Meeting) -> None:
    with refused(NotWhole):
        answer(meeting, village.third, voice="")


@pytest.mark.parametrize(
    ("build", "error"),
    [
        (made.noticed, WrongState),
        (made.cancelled, WrongState),
        (made.held, actions.NotAsked),
    ],
)
def test_only_a_meeting_that_has_ended_is_asked_about(
    village: Village, build: Callable[[Village], Meeting], error: type[Exception]
) -> None:
    switched_on(village)
    meeting = build(village)

    with refused(error):
        actions.answer_questions(
            meeting_id=meeting.pk, answers=YES, by=village.third, at=meeting.starts_at
        )


def test_a_cell_that_does_not_ask_takes_no_answers(village: Village) -> None:
    meeting = made.closed(village)

    with refused(actions.NotAsked):
        answer(meeting, village.third)
    switched_on(village)
    answer(meeting, village.third)
    actions.switch_ratings(cell=village.cell, is_on=False, **BY)
    with refused(actions.NotAsked):
        answer(meeting, village.deputy)


def test_a_meeting_of_the_committee_is_not_asked_about(village: Village) -> None:
    switched_on(village)
    meeting = made.held(village, JUNE, "committee")
    Meeting.objects.filter(pk=meeting.pk).update(ended_at=meeting.starts_at)

    with refused(actions.NotAsked):
        answer(made.fresh(meeting), village.secretary)


def test_what_nobody_needs_any_more_is_forgotten_with_the_next_answer(village: Village) -> None:
    switched_on(village)
    few, many = made.sealed(village), made.sealed(village, JULY)
    for person in village.expected[:4]:
        answer(few, person)
    for person in village.expected[:5]:
        answer(many, person)
    still_open = made.closed(village, made.SEPTEMBER)

    answer(still_open, village.third)

    assert counts(few) == {}
    assert sum(counts(many).values()) == 15
    assert {row.meeting for row in RatingVoter.objects.all()} == {still_open}


def test_what_is_not_in_the_book_yet_is_not_forgotten(village: Village, meeting: Meeting) -> None:
    answer(meeting, village.third)
    later = made.closed(village, JULY)

    answer(later, village.third)

    assert RatingVoter.objects.filter(meeting=meeting, has_answered=True).count() == 1


# Pages. A meeting a few days ago for answering, one before that for what came of it.


def page_of(name: str, *args: object) -> str:
    return reverse(f"quality:{name}", args=args)


def said(answered: Any) -> str:
    return " ".join(unescape(answered.content.decode()).split())


def lately(village: Village, days: int = 2) -> Meeting:
    return made.closed(village, TODAY - timedelta(days=days))


def test_a_member_is_asked_on_his_own_page_until_he_has_answered(village: Village) -> None:
    switched_on(village)
    meeting = lately(village)
    member = reader("member", village)
    address = page_of("questions", meeting.pk)

    before, form = said(member.get("/mine/")), said(member.get(address))
    sent = member.post(address, MIXED)
    after, own = said(member.get(address)), said(member.get("/mine/"))

    assert f'href="{address}"' in before
    assert form.count('type="radio"') == 9
    assert "If everyone answers the same, everyone's answer is known." in form
    assert form.count("button--primary") == 1
    assert sent.status_code == 302
    assert "Your answers are counted." in after
    assert "radio" not in after
    assert address not in own
    assert sum(counts(meeting).values()) == 3


def test_what_was_chosen_stays_when_one_answer_is_missing(village: Village) -> None:
    switched_on(village)
    meeting = lately(village)

    refused_page = reader("member", village).post(
        page_of("questions", meeting.pk), {"content": "no", "voice": "partly"}
    )

    page = said(refused_page)
    assert refused_page.status_code == 422
    assert page.count("Choose one of the three answers.") == 1
    assert page.count("checked") == 2
    assert counts(meeting) == {}


def test_no_browser_keeps_the_page(village: Village) -> None:
    switched_on(village)

    response = reader("member", village).get(page_of("questions", lately(village).pk))

    assert "no-store" in response["Cache-Control"]
    assert 'autocomplete="off"' in response.content.decode()


def test_who_was_not_there_is_told_so(village: Village) -> None:
    switched_on(village)
    meeting = lately(village)
    meeting.roll.filter(person=village.plain[0]).update(mark="excused", arrived_at=None)
    member = reader("member", village)
    address = page_of("questions", meeting.pk)

    page, sent = said(member.get(address)), member.post(address, YES)

    assert "Those who were present are asked." in page
    assert "radio" not in page
    assert sent.status_code == 409
    assert "The roll does not have you as present" in said(sent)
    assert address not in said(member.get("/mine/"))


def test_a_second_answer_and_a_late_one_are_refused_with_a_sentence(village: Village) -> None:
    switched_on(village)
    meeting, old = lately(village), made.closed(village, TODAY - timedelta(days=60))
    member = reader("member", village)
    member.post(page_of("questions", meeting.pk), YES)

    twice = member.post(page_of("questions", meeting.pk), MIXED)
    late = member.post(page_of("questions", old.pk), YES)

    assert (twice.status_code, late.status_code) == (409, 409)
    assert "You have answered already." in said(twice)
    assert "The days for answering are over." in said(late)


@pytest.mark.parametrize("answers", [4, 5])
def test_the_cell_sees_counts_of_five_after_the_days(village: Village, answers: int) -> None:
    switched_on(village)
    meeting = made.closed(village, TODAY - timedelta(days=9))
    for person in village.expected[:answers]:
        answer(meeting, person, voice="partly" if person == village.secretary else "yes")
    member = reader("member", village)

    pages = [said(member.get(page_of(name, meeting.pk))) for name in ("score", "questions")]

    for page in pages:
        if answers < 5:
            assert "Fewer than 5 answered, so nothing is shown." in page
            assert "data-label" not in page.partition('id="ratings"')[2]
        else:
            assert "5 members answered." in page
            assert page.count("All answered the same, so everyone's answer is known.") == 2
            assert 'data-label="Partly">1<' in page


def test_nothing_is_shown_while_one_may_answer(village: Village) -> None:
    switched_on(village)
    meeting = made.closed(village, TODAY - timedelta(days=6))
    for person in village.expected[1:]:
        answer(meeting, person, content="no")
    secretary = reader("secretary", village)

    pages = [said(secretary.get(page_of(name, meeting.pk))) for name in ("score", "questions")]

    for page in pages:
        assert "members answered" not in page
        assert "Fewer than" not in page


@pytest.mark.parametrize("role", ["office", "supervisor", "board"])
def test_those_above_see_neither_questions_nor_counts(village: Village, role: str) -> None:
    switched_on(village)
    meeting = made.closed(village, TODAY - timedelta(days=9))
    for person in village.expected:
        answer(meeting, person)
    seal_meeting(meeting_id=meeting.pk, by="bithu", at=timezone.now())
    above = reader(role, village)

    score = above.get(page_of("score", meeting.pk))

    assert "8 members answered." in said(
        reader("member", village).get(page_of("score", meeting.pk))
    )
    assert score.status_code == 200
    assert score.context["ratings"] is None
    assert "answered" not in said(score)
    for address in (page_of("questions", meeting.pk), page_of("asking", "TT.01")):
        assert above.get(address).status_code == 404
        assert above.post(address, YES).status_code == 404
    assert page_of("asking", "TT.01") not in said(above.get(page_of("year", "TT.01", TODAY.year)))


def test_an_office_that_types_a_meeting_sees_and_answers_nothing_of_it(village: Village) -> None:
    switched_on(village)
    meeting = made.entrusted(lately(village), village)
    clerk = Client()
    clerk.force_login(account_of("office", village))

    assert clerk.get(page_of("questions", meeting.pk)).status_code == 404
    assert clerk.get(page_of("score", meeting.pk)).context["ratings"] is None


def test_the_sealed_record_and_the_minutes_know_nothing_of_answers(village: Village) -> None:
    switched_on(village)
    meeting = made.closed(village, TODAY - timedelta(days=3))
    for person in village.expected:
        answer(meeting, person)

    sealed = seal_meeting(meeting_id=meeting.pk, by="bithu", at=timezone.now())

    assert b"rating" not in bytes(sealed.canonical)


def test_the_secretary_switches_it_and_the_page_says_what_is_secret(village: Village) -> None:
    secretary, member = reader("secretary", village), reader("member", village)
    address = page_of("asking", "TT.01")

    off = said(member.get(address))
    on = secretary.post(page_of("switch", "TT.01"), {"on": "yes"})
    again = secretary.post(page_of("switch", "TT.01"), {"on": "yes"})
    shown = said(member.get(address))

    assert "not asked" in off
    assert "Ask after each meeting" not in off
    assert (on.status_code, again.status_code) == (302, 409)
    assert "Somebody has switched this meanwhile." in said(again)
    assert f"asked since {TODAY:%d/%m/%Y}" in shown
    assert "Hà Văn Thuấn" in shown
    assert "compares copies of its data" in shown
    assert f'href="{address}"' in said(member.get(page_of("year", "TT.01", TODAY.year)))


def test_where_a_cell_does_not_ask_nothing_is_seen_of_it(village: Village) -> None:
    meeting = lately(village)
    member = reader("member", village)

    assert "Three questions" not in said(member.get("/mine/"))
    assert "Questions after the meeting" not in said(member.get(page_of("score", meeting.pk)))
    page = said(member.get(page_of("questions", meeting.pk)))
    assert "The cell does not ask its members after its meetings." in page


def test_ones_own_page_asks_as_many_questions_for_three_meetings_as_for_one(
    village: Village,
) -> None:
    switched_on(village)
    member = reader("member", village)
    asked = []
    for kinds in (("regular",), ("regular", "thematic", "extraordinary")):
        with undone():
            for kind in kinds:
                meeting = made.held(village, TODAY - timedelta(days=2), kind)
                made.resolve(meeting)
                made.close(meeting)
            with CaptureQueriesContext(connection) as queries:
                page = member.get("/mine/")
            assert len(page.context["asked"]) == len(kinds)
            asked.append(len(queries))

    assert asked[0] == asked[1]
