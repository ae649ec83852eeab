"""A village cell with all sorts of members, and its meetings, built through the actions."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from chibo.base.time import local_day, local_moment, next_month
from chibo.book import actions as book
from chibo.book.models import SealedRecord
from chibo.guidance.loading import load_guidance
from chibo.guidance.models import RuleValue, Source
from chibo.meetings.actions import ending, helping, hold, opening, plan, prepare
from chibo.meetings.actions.pages import attach_page
from chibo.meetings.models import AgendaItem, Habit, Meeting, RecordPage, RollMark, Vote
from chibo.meetings.queries import agenda, roll_of
from chibo.people.models import Membership, Person, Term
from chibo.resolutions.actions import carry_over, draft_resolution, give_task
from chibo.resolutions.loading import load_themes
from chibo.resolutions.models import Resolution, Task
from chibo.units.loading import load_kinds
from chibo.units.models import Unit
from tests.factories.people import member, post, standing
from tests.factories.units import LONG_AGO, unit

# Wednesdays, and no holidays.
JUNE, JULY, SEPTEMBER = date(2026, 6, 3), date(2026, 7, 1), date(2026, 9, 9)
EVENING = time(19, 30)

# Who does it, and when, where a test does not care.
AT = datetime(2026, 6, 1, 2, tzinfo=UTC)
BY: dict[str, Any] = {"by": "bithu", "at": AT}


@dataclass(frozen=True, slots=True)
class Village:
    """Ten members: eight must attend, seven make the base of a vote, four are more than half."""

    commune: Unit
    cell: Unit
    secretary: Person
    deputy: Person
    third: Person
    plain: tuple[Person, Person, Person, Person]
    probationary: Person
    exempt: Person
    elsewhere: Person

    @property
    def committee(self) -> list[Person]:
        """Return the three in posts."""
        return [self.secretary, self.deputy, self.third]

    @property
    def expected(self) -> list[Person]:
        """Return those who must attend."""
        return [*self.committee, *self.plain, self.probationary]


def rules() -> None:
    """Load the kinds, sources, values and themes that every installation has."""
    load_kinds()
    load_guidance()
    load_themes()


def village(code: str = "TT.01", name: str = "bản Máy", *, under: Unit | None = None) -> Village:
    """Return a new cell with its members, rules loaded; a commune above it unless given."""
    rules()
    commune = under or unit("TT", kind="commune", name="Đảng bộ xã Trung Thượng")
    cell = unit(code, name=name, under=commune, place="Trung Thượng")
    secretary = member(cell, "Hà Văn Thuấn")
    deputy = member(cell, "Lương Thị Ngoan")
    third = member(cell, "Vi Văn Chiến")
    post(secretary, cell, "secretary")
    post(deputy, cell, "deputy_secretary")
    post(third, cell, "committee_member")
    exempt = member(cell, "Phạm Văn Dậu")
    standing(exempt, "exempt")
    elsewhere = member(cell, "Lò Văn Inh")
    Membership.objects.create(
        person=elsewhere, kind="temporary", place="Chi bộ khu phố 3, Dĩ An", since=LONG_AGO
    )
    return Village(
        commune=commune,
        cell=cell,
        secretary=secretary,
        deputy=deputy,
        third=third,
        plain=(
            member(cell, "Lò Thị Hiền"),
            member(cell, "Lữ Văn Pẩn"),
            member(cell, "Thao A Sềnh"),
            member(cell, "Lò Văn Ún"),
        ),
        probationary=member(cell, "Vi Thị Thắm", official=""),
        exempt=exempt,
        elsewhere=elsewhere,
    )


def habit(cell: Unit, *, day: int = 3, since: date = LONG_AGO) -> Habit:
    """Return a cell's usual meeting day."""
    return Habit.objects.create(
        cell=cell, day=day, hour=EVENING, place="nhà văn hóa bản Máy", since=since
    )


def term(cell: Unit, name: str = "2025–2027", *, since: date = LONG_AGO) -> Term:
    """Return a term of office without an end."""
    return Term.objects.create(unit=cell, name=name, since=since)


def quorum(value: str = ">=2/3", *, at: Unit | None = None) -> RuleValue:
    """Return a quorum that a committee or a cell set for itself."""
    source, _created = Source.objects.get_or_create(
        key="QC-01/2026",
        defaults={
            "issuer": "Đảng ủy xã Trung Thượng",
            "number": "01-QC/ĐU",
            "title": "Quy chế làm việc",
            "seen": "local",
        },
    )
    return RuleValue.objects.create(
        name="meeting.quorum", value=value, unit=at, since=LONG_AGO, source=source
    )


def next_month_of(day: date) -> date:
    """Return the third of the month after that of a day."""
    return next_month(day).replace(day=3)


def planned(
    of: Village, day: date = JUNE, kind: str = Meeting.Kind.REGULAR, *, theme: str = ""
) -> Meeting:
    """Return a planned meeting with one item of the committee's own."""
    starts_at = local_moment(day, EVENING)
    by: dict[str, Any] = {"by": "bithu", "at": starts_at - timedelta(days=7)}
    meeting = plan.plan_meeting(
        cell=of.cell, kind=kind, starts_at=starts_at, place="nhà văn hóa", theme=theme, **by
    )
    prepare.add_item(meeting_id=meeting.pk, title="Nạo vét mương Nà Khà", minutes=20, **by)
    return fresh(meeting)


def noticed(of: Village, day: date = JUNE, kind: str = Meeting.Kind.REGULAR) -> Meeting:
    """Return a meeting whose notice was sent three days before."""
    meeting = planned(of, day, kind)
    prepare.send_notice(meeting_id=meeting.pk, by="bithu", at=meeting.starts_at - timedelta(days=3))
    return fresh(meeting)


def opened(of: Village, day: date = JUNE, kind: str = Meeting.Kind.REGULAR) -> Meeting:
    """Return a meeting just opened: nobody is called yet."""
    return open_now(noticed(of, day, kind))


def open_now(meeting: Meeting) -> Meeting:
    """Open a meeting at its hour: nobody is called yet."""
    meeting = fresh(meeting)
    carry_over(meeting_id=meeting.pk, by="thuky", at=meeting.starts_at)
    opening.open_meeting(meeting_id=meeting.pk, by="thuky", at=meeting.starts_at)
    return fresh(meeting)


def held(of: Village, day: date = JUNE, kind: str = Meeting.Kind.REGULAR) -> Meeting:
    """Return an opened meeting to which all came who must; chair and minute-taker sit."""
    meeting = opened(of, day, kind)
    for line in roll_of(meeting, meeting.starts_at).lines_in("uncalled"):
        mark(meeting, line.member.person)
    return seat(meeting, of)


def seat(meeting: Meeting, of: Village) -> Meeting:
    """Let the secretary chair and the deputy take the minutes."""
    opening.seat(
        meeting_id=meeting.pk,
        chair=of.secretary,
        meeting_secretary=of.deputy,
        by="thuky",
        at=meeting.starts_at,
    )
    return fresh(meeting)


def mark(meeting: Meeting, person: Person, kind: str | None = RollMark.Mark.PRESENT) -> None:
    """Write one line of the roll."""
    opening.mark_roll(
        meeting_id=meeting.pk, person=person, mark=kind, by="thuky", at=meeting.starts_at
    )


def vote(
    meeting: Meeting, in_favour: int = 7, against: int = 0, *, on: str = Vote.On.RESOLUTION
) -> Vote:
    """Return a vote recorded at the closing part of a meeting."""
    closing = agenda(meeting).filter(part=AgendaItem.Part.CLOSING).get()
    return _vote_on(
        closing,
        in_favour=in_favour,
        against=against,
        on=on,
        at=meeting.starts_at + timedelta(minutes=80),
    )


def _vote_on(
    item: AgendaItem, *, on: str, at: datetime, in_favour: int = 7, against: int = 0
) -> Vote:
    return hold.record_vote(
        item_id=item.pk,
        question=item.title,
        on=on,
        method=Vote.Method.HANDS,
        in_favour=in_favour,
        against=against,
        other=0,
        by="thuky",
        at=at,
    )


def task(meeting: Meeting, *, owner: Person, due_on: date, what: str = "Nạo vét 400 m") -> Task:
    """Return a task given out of the first item of a held meeting's content."""
    return give_task(
        item_id=content(meeting)[0].pk,
        what=what,
        owner=owner,
        due_on=due_on,
        by="thuky",
        at=meeting.starts_at,
    )


def resolve(meeting: Meeting, in_favour: int = 7) -> Resolution:
    """Return a resolution that was drafted and voted on."""
    drafted = draft_resolution(
        meeting_id=meeting.pk, text="Giữ sạch mương.", by="bithu", at=meeting.starts_at
    )
    vote(meeting, in_favour)
    return drafted


def read(meeting: Meeting) -> Meeting:
    """Conclude every item, end the meeting after 95 minutes, and let the cell approve."""
    by: dict[str, Any] = {"by": "thuky", "at": meeting.starts_at + timedelta(minutes=95)}
    for item in content(meeting):
        if item.needs_vote:
            _vote_on(item, on=Vote.On.ORDINARY, at=by["at"])
        hold.conclude(item_id=item.pk, conclusion="Chi bộ thống nhất.", **by)
    ending.read_back(
        meeting_id=meeting.pk,
        was_read=True,
        approved=True,
        reserved_opinions="",
        ended_at=by["at"],
        **by,
    )
    return fresh(meeting)


def close(meeting: Meeting) -> Meeting:
    """Read a held meeting's minutes back and close them."""
    read(meeting)
    closed = book.close_meeting(
        meeting_id=meeting.pk, by="bithu", at=meeting.starts_at + timedelta(minutes=100)
    )
    return fresh(closed)


def seal(meeting: Meeting) -> SealedRecord:
    """Close a held meeting and enter it in the book the day after."""
    close(meeting)
    return book.seal_meeting(
        meeting_id=meeting.pk, by="bithu", at=meeting.starts_at + timedelta(days=1)
    )


def ready(of: Village, day: date = JUNE) -> Meeting:
    """Return a held meeting with nothing missing: a resolution carried, minutes approved."""
    meeting = held(of, day)
    resolve(meeting)
    return read(meeting)


def closed(of: Village, day: date = JUNE) -> Meeting:
    """Return a meeting whose minutes and resolution have their numbers."""
    meeting = held(of, day)
    resolve(meeting)
    return close(meeting)


def sealed(of: Village, day: date = JUNE) -> Meeting:
    """Return a meeting that is in the book."""
    meeting = held(of, day)
    resolve(meeting)
    seal(meeting)
    return fresh(meeting)


def entrusted(meeting: Meeting, of: Village, how: str = "phone") -> Meeting:
    """Entrust the commune's office with a meeting, as its secretary asked for on that day."""
    helping.entrust(
        meeting_id=meeting.pk,
        office=of.commune,
        consented_by=of.secretary,
        how=how,
        consented_on=local_day(AT),
        **BY,
    )
    return fresh(meeting)


def photograph(shade: int = 0) -> bytes:
    """Return a small picture; each shade another one."""
    made = io.BytesIO()
    Image.new("RGB", (30, 40), (shade, shade, shade)).save(made, "PNG")
    return made.getvalue()


def by_hand(meeting: Meeting, shade: int = 0, name: str = "trang.png") -> RecordPage:
    """Attach a photographed page."""
    upload = SimpleUploadedFile(name, photograph(shade))
    return attach_page(meeting_id=meeting.pk, upload=upload, **BY)


def cancelled(of: Village, day: date = JUNE) -> Meeting:
    """Return a meeting that was called off."""
    meeting = planned(of, day)
    plan.cancel_meeting(meeting_id=meeting.pk, because="lũ", by="bithu", at=meeting.starts_at)
    return fresh(meeting)


def content(meeting: Meeting) -> list[AgendaItem]:
    """Return the items of the content that are on the agenda, in order."""
    return list(agenda(meeting).filter(part=AgendaItem.Part.BODY))


def fresh(meeting: Meeting) -> Meeting:
    """Return a meeting as the database has it now."""
    return Meeting.objects.select_related("cell__kind").get(pk=meeting.pk)


def day_of(meeting: Meeting) -> date:
    """Return the day of a meeting in Vietnam."""
    return local_day(meeting.starts_at)
