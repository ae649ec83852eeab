"""A cell entrusts the office above it with typing a meeting, and approves what was typed."""

from datetime import date, timedelta
from typing import Any

import pytest

from chibo.access.rules import ENTRUSTED, Ability
from chibo.audit.models import Entry
from chibo.base.time import local_day
from chibo.book import actions as book
from chibo.meetings.actions import guards, helping
from chibo.meetings.models import Entrustment, Meeting
from chibo.meetings.queries import abilities_in, meetings_where
from chibo.people.models import Account
from tests import factories
from tests.factories import meetings as made
from tests.factories.access import account_of
from tests.factories.meetings import AT, BY, JULY, JUNE, Village
from tests.factories.watching import refused

pytestmark = pytest.mark.django_db

DAY = local_day(AT)


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.held(village)


@pytest.fixture
def office(village: Village) -> Account:
    return account_of("office", village)


def seen(account: Account, ability: Ability) -> list[Meeting]:
    # Permission answers are kept on an account as long as a request lives.
    fresh = Account.objects.get(pk=account.pk)
    return list(meetings_where(fresh, ability, DAY))


def entrust(village: Village, meeting: Meeting, **changes: Any) -> Entrustment:
    asked: dict[str, Any] = {
        "office": village.commune,
        "consented_by": village.secretary,
        "how": "phone",
        "consented_on": DAY,
        **changes,
    }
    return helping.entrust(meeting_id=meeting.pk, **asked, **BY)


def test_without_consent_an_office_sees_no_meeting(meeting: Meeting, office: Account) -> None:
    del meeting
    inside = [*ENTRUSTED, Ability.SEE_DRAFTS, Ability.PREPARE_MEETING, Ability.CLOSE_MEETING]
    assert [seen(office, ability) for ability in inside] == [[]] * len(inside)


def test_with_consent_it_may_type_that_one_and_nothing_else(
    village: Village, meeting: Meeting, office: Account
) -> None:
    other = made.planned(village, JULY)

    entrust(village, meeting)

    inside = [*ENTRUSTED, Ability.SEE_DRAFTS, Ability.PREPARE_MEETING, Ability.CLOSE_MEETING]
    held = {ability for ability in inside if seen(office, ability) == [meeting]}
    assert held == ENTRUSTED
    assert other not in seen(office, Ability.KEEP_ROLL)
    assert abilities_in(office, meeting, DAY) >= ENTRUSTED
    assert Ability.KEEP_ROLL not in abilities_in(office, other, DAY)


@pytest.mark.parametrize("role", ["supervisor", "technician", "neighbour"])
def test_consent_given_to_the_office_opens_nothing_to_others(
    village: Village, meeting: Meeting, role: str
) -> None:
    other = account_of(role, village)

    entrust(village, meeting)

    assert meeting not in seen(other, Ability.KEEP_ROLL)


def test_an_office_further_up_was_not_asked(village: Village, meeting: Meeting) -> None:
    province = factories.unit("TH", kind="province", name="Đảng bộ tỉnh Thanh Hóa")
    above = factories.account("tinh", "office", at=province)

    entrust(village, meeting)

    assert seen(above, Ability.KEEP_ROLL) == []


@pytest.mark.parametrize("end", ["taken back", "sealed", "cancelled"])
def test_it_ends(village: Village, office: Account, end: str) -> None:
    meeting = made.planned(village) if end == "cancelled" else made.ready(village)
    entrust(village, meeting)
    assert seen(office, Ability.KEEP_ROLL) == [meeting]

    match end:
        case "taken back":
            helping.take_back(meeting_id=meeting.pk, **BY)
        case "sealed":
            made.seal(meeting)
        case "cancelled":
            Meeting.objects.filter(pk=meeting.pk).update(state=end, cancelled_because="lũ")

    assert seen(office, Ability.KEEP_ROLL) == []


def test_asked_here_needs_no_confirmation(village: Village, meeting: Meeting) -> None:
    assert entrust(village, meeting, how="here").confirmed_at == AT


def test_written_down_by_the_office_waits_for_confirmation(
    village: Village, meeting: Meeting
) -> None:
    given = entrust(village, meeting)
    assert given.confirmed_at is None

    helping.confirm_trust(meeting_id=meeting.pk, **BY)

    given.refresh_from_db()
    assert given.confirmed_at == AT
    assert list(
        Entry.objects.filter(verb__startswith="entrust").values_list("verb", flat=True)
    ) == [
        "entrustment.given",
        "entrustment.confirmed",
    ]


def test_after_it_was_taken_back_it_can_be_asked_again(village: Village, meeting: Meeting) -> None:
    entrust(village, meeting)
    helping.take_back(meeting_id=meeting.pk, **BY)

    entrust(village, meeting)

    assert Entrustment.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"consented_by": "plain"}, helping.NotLeading),
        ({"consented_on": DAY + timedelta(days=1)}, helping.BadDay),
    ],
)
def test_what_cannot_be_written_down(
    village: Village, meeting: Meeting, changes: dict[str, Any], why: type[Exception]
) -> None:
    if "consented_by" in changes:
        changes = {"consented_by": village.plain[0]}

    with refused(why):
        entrust(village, meeting, **changes)


def test_it_is_entrusted_once(village: Village, meeting: Meeting) -> None:
    entrust(village, meeting)

    with refused(helping.AlreadyEntrusted):
        entrust(village, meeting)


def test_what_was_not_given_is_not_confirmed_nor_taken_back(meeting: Meeting) -> None:
    with refused(helping.NotEntrusted):
        helping.confirm_trust(meeting_id=meeting.pk, **BY)
    with refused(helping.NotEntrusted):
        helping.take_back(meeting_id=meeting.pk, **BY)


def test_in_the_book_nothing_is_entrusted(village: Village) -> None:
    meeting = made.ready(village)
    made.seal(meeting)

    with refused(guards.WrongState):
        entrust(village, meeting)


class TestApprovalOnPaper:
    """Where the secretary has no phone, the signed paper is the approval."""

    @pytest.fixture
    def meeting(self, village: Village) -> Meeting:
        meeting = made.read(made.ready(village))
        made.by_hand(meeting)
        return made.entrusted(meeting, village)

    def approve(self, village: Village, meeting: Meeting, **changes: Any) -> None:
        said: dict[str, Any] = {"signed_by": village.secretary, "signed_on": JUNE, **changes}
        helping.approve_on_paper(
            meeting_id=meeting.pk, by="vanphong", at=AT + timedelta(days=4), **said
        )

    def test_then_the_office_may_close(
        self, village: Village, meeting: Meeting, office: Account
    ) -> None:
        assert seen(office, Ability.CLOSE_MEETING) == []

        self.approve(village, meeting)

        assert seen(office, Ability.CLOSE_MEETING) == [meeting]
        given = Entrustment.objects.get()
        assert (given.approved_by, given.approved_how, given.approved_on) == (
            village.secretary, "paper", JUNE,
        )  # fmt: skip

    def test_who_chaired_may_have_signed(self, village: Village, meeting: Meeting) -> None:
        Meeting.objects.filter(pk=meeting.pk).update(chair=village.third)

        self.approve(village, meeting, signed_by=village.third)

    def test_others_may_not(self, village: Village, meeting: Meeting) -> None:
        with refused(helping.NotLeading):
            self.approve(village, meeting, signed_by=village.plain[0])

    @pytest.mark.parametrize("day", [JUNE - timedelta(days=1), date(2026, 12, 31)])
    def test_a_day_that_cannot_be(self, village: Village, meeting: Meeting, day: date) -> None:
        with refused(helping.BadDay):
            self.approve(village, meeting, signed_on=day)

    def test_without_a_page_nothing_was_signed(self, village: Village, meeting: Meeting) -> None:
        meeting.record_pages.all().delete()

        with refused(helping.NothingSigned):
            self.approve(village, meeting)

    def test_opened_again_it_is_approved_no_more(
        self, village: Village, meeting: Meeting, office: Account
    ) -> None:
        self.approve(village, meeting)
        book.close_meeting(
            meeting_id=meeting.pk, by="vanphong", at=meeting.starts_at + timedelta(2)
        )
        assert Entrustment.objects.get().approved_how == "paper"

        book.reopen_meeting(meeting_id=meeting.pk, **BY)

        assert Entrustment.objects.get().approved_how == ""
        assert seen(office, Ability.CLOSE_MEETING) == []


def test_the_secretary_approves_by_closing(village: Village) -> None:
    account_of("secretary", village)
    meeting = made.entrusted(made.read(made.ready(village)), village)

    book.close_meeting(
        meeting_id=meeting.pk, by="secretary", at=meeting.starts_at + timedelta(minutes=100)
    )

    given = Entrustment.objects.get()
    assert (given.approved_by, given.approved_how, given.approved_on) == (
        village.secretary, "here", JUNE,
    )  # fmt: skip
