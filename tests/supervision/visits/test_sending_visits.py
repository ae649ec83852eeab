import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from chibo.access.models import Grant
from chibo.audit.models import Entry
from chibo.base.keys import uuid7
from chibo.book import facts
from chibo.book.models import MonthlyFacts
from chibo.meetings.models import Meeting
from chibo.people.models import Account
from chibo.quality.queries.evidence import arounds
from chibo.supervision.actions import visits
from chibo.supervision.actions.visits import send_visit
from chibo.supervision.models import PassedUp, Visit
from chibo.supervision.rules.visits import Fault, Noted, Proposed
from chibo.units.models import Unit
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import JUNE, Village

NEXT_DAY = datetime(2026, 6, 4, 2, tzinfo=UTC)
KEY = uuid.UUID("0199b3a4-8c00-7c6e-9d54-000000000001")
SLIP = Noted(
    day=JUNE,
    came_at=time(19, 20),
    left_at=time(21, 10),
    present=8,
    must_attend=8,
    speakers=4,
    agenda="partly",
    minutes_book_seen=True,
    strong_points="Bàn sát việc nạo vét.",
    weak_points="Chưa kết luận rõ việc giao đất.",
    follow_up="Giúp chi ủy ra nghị quyết.",
    follow_up_on=date(2026, 7, 1),
    proposals=(Proposed("Sửa đường vào bản."),),
)


def send(official: Account, cell: Unit, noted: Noted = SLIP, key: uuid.UUID = KEY) -> Visit:
    return send_visit(
        key=key, account=official, cell=cell, noted=noted, by=official.username, at=NEXT_DAY
    )


def test_a_slip_is_kept_as_it_was_noted_and_finds_its_meeting(
    village: Village, official: Account
) -> None:
    meeting = made.held(village)

    send(official, village.cell)

    visit = Visit.objects.get()
    assert (visit.pk, visit.official, visit.meeting) == (KEY, official.person, meeting)
    assert (visit.month, visit.received_at) == (date(2026, 6, 1), NEXT_DAY)
    assert (visit.present, visit.must_attend, visit.speakers, visit.agenda) == (8, 8, 4, "partly")
    assert visit.minutes_book_seen is True
    assert (visit.follow_up, visit.follow_up_on) == (SLIP.follow_up, SLIP.follow_up_on)


def test_what_members_ask_goes_to_the_nearest_committee_with_an_office(
    village: Village, official: Account
) -> None:
    named = Proposed("Xin thêm sách.", village.third.pk)

    send(official, village.cell, replace(SLIP, proposals=(named, *SLIP.proposals)))

    rows = PassedUp.objects.order_by("pk").values_list("text", "person", "unit", "answer")
    assert list(rows) == [
        ("Xin thêm sách.", village.third.pk, village.commune.pk, ""),
        ("Sửa đường vào bản.", None, village.commune.pk, ""),
    ]


def test_sending_is_one_line_of_the_log_without_what_was_said(
    village: Village, official: Account
) -> None:
    before = Entry.objects.count()

    send(official, village.cell)

    entry = Entry.objects.latest("pk")
    assert Entry.objects.count() == before + 1
    assert (entry.verb, entry.account, entry.unit_code) == ("visit.sent", "canbo", "TT.01")
    assert entry.detail == {"passed_up": 1}


def test_the_same_slip_sent_twice_changes_nothing(village: Village, official: Account) -> None:
    send(official, village.cell)
    state = list(Visit.objects.values()), list(PassedUp.objects.values()), Entry.objects.count()

    send(official, village.cell)

    assert state == (
        list(Visit.objects.values()),
        list(PassedUp.objects.values()),
        Entry.objects.count(),
    )


def test_other_words_under_the_same_key_take_the_place_of_the_first_and_the_log_has_both(
    village: Village, official: Account
) -> None:
    send(official, village.cell)
    mended = replace(SLIP, present=7, weak_points="", proposals=(Proposed("Xin thêm sách."),))

    send(official, village.cell, mended)

    visit = Visit.objects.get()
    assert (visit.present, visit.weak_points) == (7, "")
    assert list(PassedUp.objects.values_list("text", flat=True)) == ["Xin thêm sách."]
    entry = Entry.objects.latest("pk")
    assert entry.verb == "visit.changed"
    assert entry.detail == {
        "present": [8, 7],
        "weak_points": ["Chưa kết luận rõ việc giao đất.", ""],
        "passed_up": [1, 1],
    }


def test_what_was_answered_stays_whatever_the_slip_says_later(
    village: Village, official: Account
) -> None:
    send(official, village.cell)
    PassedUp.objects.update(answer="Sẽ sửa.", answered_on=JUNE, answered_by="vanphong")

    send(official, village.cell, replace(SLIP, proposals=()))
    send(official, village.cell)

    assert PassedUp.objects.get().answer == "Sẽ sửa."


def test_of_two_meetings_of_one_evening_the_regular_one_is_meant(
    village: Village, official: Account
) -> None:
    made.planned(village, kind="thematic", theme="Giữ rừng")
    regular = made.planned(village)

    assert send(official, village.cell).meeting == regular


@pytest.mark.parametrize("kind", ["cancelled", "committee", "another day"])
def test_no_meeting_is_linked_where_he_sat_in_none(
    village: Village, official: Account, kind: str
) -> None:
    if kind == "cancelled":
        made.cancelled(village)
    elif kind == "committee":
        made.planned(village, kind=Meeting.Kind.COMMITTEE)
    else:
        made.planned(village, JUNE + timedelta(days=1))

    visit = send(official, village.cell)

    assert (visit.meeting, visit.month) == (None, date(2026, 6, 1))


def test_a_slip_that_knew_no_meeting_finds_it_when_it_is_sent_again(
    village: Village, official: Account
) -> None:
    send(official, village.cell)
    meeting = made.planned(village)

    send(official, village.cell)

    assert Visit.objects.get().meeting == meeting


def test_who_follows_the_cell_no_more_may_still_send_of_the_days_he_did(
    village: Village, official: Account
) -> None:
    Grant.objects.filter(account=official).update(until=JUNE + timedelta(days=1))
    again = Account.objects.get(pk=official.pk)

    assert send(again, village.cell).official == official.person


def refused(village: Village, official: Account, how: str) -> tuple[Account, Unit, Noted]:
    cell, noted = village.cell, SLIP
    match how:
        case "no person":
            official = factories.account("khac", "supervisor", at=village.commune)
        case "follows another":
            beside = factories.unit("TT.02", name="bản Ngàm", under=village.commune)
            person = factories.person("Lò Văn Khác")
            official = factories.account("khac", "supervisor", at=beside, of=person)
        case "not yet a cell":
            cell = factories.unit(
                "TT.03", name="bản Mới", under=village.commune, since=JUNE + timedelta(days=1)
            )
        case "ahead":
            noted = replace(SLIP, day=date(2026, 6, 5), follow_up="", follow_up_on=None)
        case "secret":
            noted = replace(SLIP, proposals=(Proposed("TỐI MẬT\nSửa đường."),))
    return official, cell, noted


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ("no person", visits.NoPerson),
        ("follows another", visits.NotFollowed),
        ("not yet a cell", visits.NoSuchCell),
        ("ahead", visits.Implausible),
        ("secret", visits.Classified),
    ],
)
def test_a_refusal_changes_nothing(
    village: Village, official: Account, how: str, error: type[visits.CannotSend]
) -> None:
    account, cell, noted = refused(village, official, how)
    before = Entry.objects.count()

    with pytest.raises(error):
        send(account, cell, noted)

    assert (Visit.objects.count(), PassedUp.objects.count()) == (0, 0)
    assert Entry.objects.count() == before


def test_what_cannot_be_is_named(village: Village, official: Account) -> None:
    with pytest.raises(visits.Implausible) as caught:
        send(official, village.cell, replace(SLIP, present=9, left_at=time(8)))

    assert caught.value.faults == [Fault.LEFT_BEFORE_COMING, Fault.MORE_THAN_MUST_ATTEND]


def test_one_slip_of_one_official_about_one_evening(village: Village, official: Account) -> None:
    first = send(official, village.cell)

    with pytest.raises(visits.AlreadySent) as caught:
        send(official, village.cell, key=uuid7())

    assert caught.value.visit == first
    assert Visit.objects.count() == 1


@pytest.mark.parametrize("other", ["official", "cell"])
def test_nobody_writes_over_a_slip_that_is_not_this_one(
    village: Village, official: Account, other: str
) -> None:
    send(official, village.cell)
    values: dict[str, Any] = {"official": official, "cell": village.cell}
    if other == "official":
        person = factories.person("Lò Văn Khác")
        values["official"] = factories.account("khac", "supervisor", at=village.commune, of=person)
    else:
        values["cell"] = factories.unit("TT.02", name="bản Ngàm", under=village.commune)

    with pytest.raises(visits.TakenKey):
        send(**values)

    assert Visit.objects.get().official == official.person


def test_the_facts_of_the_month_count_the_slip(village: Village, official: Account) -> None:
    send(official, village.cell)
    assert _done(village.cell) == {date(2026, 6, 1): 1}

    send(official, village.cell, replace(SLIP, day=date(2026, 5, 6)))

    # A month of which nothing else is known has no row.
    assert _done(village.cell) == {date(2026, 5, 1): 1}
    assert facts.differences(village.cell) == []


def _done(cell: Unit) -> dict[date, int]:
    rows = MonthlyFacts.objects.filter(cell=cell).order_by("month")
    return dict(rows.values_list("month", "visits_done"))


@pytest.mark.parametrize("knew", [True, False])
def test_a_score_knows_that_an_official_sat_in(
    village: Village, official: Account, *, knew: bool
) -> None:
    meeting = None if knew is False else made.held(village)
    send(official, village.cell)
    meeting = meeting or made.held(village)
    other = made.planned(village, JUNE + timedelta(days=30))

    found = arounds([meeting, other])

    assert found[meeting.pk].superior_present is True
    # No slip proves nothing: somebody may have sat in and written none.
    assert found[other.pk].superior_present is None
