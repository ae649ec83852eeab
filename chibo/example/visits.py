"""Who sits in with the cells of the example, what he writes, and what is passed up through him.

The minutes have him as a guest; the slip counts what the sealed record of that meeting says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from chibo.base.periods import covers
from chibo.base.time import LOCAL, local_day, quarter_of
from chibo.book.models import MonthlyFacts
from chibo.example.accounts import READER
from chibo.example.cell import Cell
from chibo.example.chance import chance, fill, happens, key
from chibo.example.character import character_of, words_of
from chibo.example.months import place_of
from chibo.example.places import MAY, CellPlan
from chibo.example.scores import OFFICE_AT
from chibo.example.topics import visit_words
from chibo.example.tree import MERGED
from chibo.meetings.models import AgendaItem, Guest, Meeting, RollMark
from chibo.people.models import Person
from chibo.supervision.carrying import answers_to_tell
from chibo.supervision.models import Assignment, PassedUp, PassedUpStep, Visit
from chibo.units.models import Unit
from chibo.units.queries import path

# How likely somebody sits in with a cell in a quarter, and once more in another of its months.
_A_QUARTER, _AGAIN = 0.86, 0.04
_TITLE = "cấp ủy viên theo dõi chi bộ"
_ANSWERED, _HANDED_ON = 0.6, 0.06


def guest_of(cell: Cell, meeting: Meeting, at: datetime) -> list[Guest]:
    """Return the official who sits in with a regular meeting, as its minutes have him."""
    rng = chance(cell.seed, cell.plan.code, "sits in", meeting.month)
    official = cell.follower(local_day(meeting.starts_at))
    if official is None or meeting.kind != Meeting.Kind.REGULAR:
        return []
    if not comes(cell, meeting.month) and not happens(rng, _AGAIN):
        return []
    return [Guest(id=key(rng, at), meeting=meeting, name=official.full_name, title=_TITLE)]


def comes(cell: Cell, month: date) -> bool:
    """Say whether it is in this month of its quarter that somebody comes."""
    rng = chance(cell.seed, cell.plan.code, "visits", month.year, quarter_of(month))
    chosen = rng.randrange(3)
    return happens(rng, _A_QUARTER) and (month.month - 1) % 3 == chosen


def write_slips(seed: int, plans: Mapping[str, CellPlan], now: datetime) -> None:
    """Write a slip for every meeting whose minutes have the official as a guest."""
    following: dict[int, list[Assignment]] = {}
    for row in Assignment.objects.select_related("official").order_by("since", "pk"):
        following.setdefault(row.cell_id, []).append(row)
    facts = {(row.cell_id, row.month): row for row in MonthlyFacts.objects.all()}
    present = _members_present()
    reader = Person.objects.filter(memberships__cell__code=MAY, full_name=READER).first()
    slips = Slips(now)
    guests = Guest.objects.filter(title=_TITLE).select_related("meeting__cell")
    for guest in guests.order_by("meeting__cell__code", "meeting__starts_at"):
        meeting = guest.meeting
        official = next(
            row.official
            for row in following[meeting.cell_id]
            if covers(row.since, row.until, local_day(meeting.starts_at))
        )
        sat = Sat(
            plan=plans[meeting.cell.code],
            meeting=meeting,
            official=official,
            facts=facts.get((meeting.cell_id, meeting.month)),
            present=present.get(meeting.pk, []),
            reader=reader.pk if reader else None,
            seed=seed,
        )
        slips.add(sat)
    slips.write()


def _members_present() -> dict[Any, list[int]]:
    """Who was present at each meeting with an official, by the key of the meeting."""
    found: dict[Any, list[int]] = {}
    rows = RollMark.objects.filter(
        mark=RollMark.Mark.PRESENT, meeting__guests__title=_TITLE
    ).order_by("person")
    for meeting, person in rows.values_list("meeting", "person"):
        found.setdefault(meeting, []).append(person)
    return found


def tell_answers() -> None:
    """Suggest the answers from above for the agenda of each cell's next meeting."""
    open_ones = Meeting.objects.filter(
        kind=Meeting.Kind.REGULAR,
        state__in=(Meeting.State.PLANNED, Meeting.State.NOTICED),
        cell__visits__passed_up__answered_on__isnull=False,
    ).distinct()
    rows = []
    for meeting in open_ones.select_related("cell").order_by("cell__code", "starts_at"):
        told = answers_to_tell(meeting)
        last = AgendaItem.objects.filter(meeting=meeting, part=AgendaItem.Part.BODY).count()
        for place, item in enumerate(told):
            item.pk = key(chance(item.origin_key), meeting.starts_at - timedelta(days=1))
            item.position = 100 + last + place
        rows += told
    AgendaItem.objects.bulk_create(rows, batch_size=500)


@dataclass(frozen=True, slots=True)
class Sat:
    """An official at one meeting. facts: nothing while it is not in the book."""

    plan: CellPlan
    meeting: Meeting
    official: Person
    facts: MonthlyFacts | None
    present: list[int]
    # The member of the accounts, who finds on his own page what became of what he asked.
    reader: int | None
    seed: int

    @property
    def day(self) -> date:
        """Return the day of the meeting."""
        return local_day(self.meeting.starts_at)


class Slips:
    """The slips still to be written, and what was passed up through them."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._today = local_day(now)
        self._visits: list[Visit] = []
        self._asked: list[PassedUp] = []
        self._steps: list[PassedUpStep] = []
        self._above: dict[tuple[int, date], Unit] = {}

    def add(self, sat: Sat) -> None:
        """Take the slip of an official about a meeting he sat in."""
        rng = chance(sat.seed, sat.plan.code, "slip", sat.meeting.month)
        visit = self._slip(rng, sat)
        self._visits.append(visit)
        likely = {"good": 0.42, "fair": 0.32, "poor": 0.2}
        chance_of_it = likely[character_of(sat.seed, sat.plan).name]
        if sat.present and happens(rng, 0.5 if self._is_shown(sat) else chance_of_it):
            self._ask(rng, sat, visit)

    def _is_shown(self, sat: Sat) -> bool:
        """Say whether it is of the last weeks in the commune whose office has an account.

        There something is left to do for whoever looks around in the example.
        """
        late = sat.day > self._today - timedelta(days=60)
        return late and MERGED.get(sat.plan.parent or "", sat.plan.parent) == OFFICE_AT

    def write(self) -> None:
        """Write them all."""
        Visit.objects.bulk_create(self._visits, batch_size=500)
        PassedUp.objects.bulk_create(self._asked, batch_size=500)
        PassedUpStep.objects.bulk_create(self._steps, batch_size=500)

    def _slip(self, rng: Random, sat: Sat) -> Visit:
        begun = sat.meeting.opened_at or sat.meeting.starts_at
        ended = sat.meeting.ended_at or begun + timedelta(minutes=75)
        came = begun - timedelta(minutes=rng.choice((5, 10, 10, 15, 20)))
        after = ended + timedelta(minutes=rng.choice((10, 25, 40, 700, 900, 1500)))
        visit = Visit(
            id=key(rng, came),
            official=sat.official,
            cell=sat.meeting.cell,
            meeting=sat.meeting,
            month=sat.meeting.month,
            day=sat.day,
            came_at=_clock(came),
            left_at=_clock(ended),
            received_at=min(after, self._now),
            minutes_book_seen=happens(rng, 0.8),
            **_points(rng, sat),
        )
        if sat.facts is not None:
            visit.present, visit.must_attend = sat.facts.attended, sat.facts.must_attend
            visit.speakers = sat.facts.speakers
            visit.length_minutes = sat.facts.length_minutes
        self._follow_up(rng, sat, visit)
        return visit

    def _follow_up(self, rng: Random, sat: Sat, visit: Visit) -> None:
        is_shown = self._is_shown(sat)
        if not is_shown and not happens(rng, 0.3):
            return
        visit.follow_up = rng.choice(visit_words()["follow_up"])
        visit.follow_up_on = sat.day + timedelta(days=rng.randint(14, 35))
        if is_shown:
            visit.follow_up_on = max(sat.day, self._today + timedelta(days=rng.randint(-2, 6)))
            return
        done = visit.follow_up_on - timedelta(days=rng.randint(-4, 3))
        # What is not looked at again in its time is at most some weeks late.
        is_old = visit.follow_up_on < self._today - timedelta(days=25)
        if done <= self._today and (is_old or happens(rng, 0.5)):
            visit.followed_up_on = done

    def _ask(self, rng: Random, sat: Sat, visit: Visit) -> None:
        asks = visit_words()["ask"]
        ask = rng.choice([*asks["any"], *(asks[place_of(sat.plan.flavour)] * 2)])
        own = words_of(sat.seed, sat.plan)
        unit = self._committee(sat)
        row = PassedUp(
            id=key(rng, visit.received_at),
            visit=visit,
            person_id=_asking(rng, sat),
            text=fill(ask["text"], rng, own),
            unit=unit,
        )
        if happens(rng, _HANDED_ON):
            unit = self._hand_on(rng, row, local_day(visit.received_at))
        came = local_day(visit.received_at)
        on = came + timedelta(days=rng.randint(4, 30))
        # Some of the last weeks still wait, a few of them too long.
        is_old = came < self._today - timedelta(days=60)
        if on <= self._today and (is_old or happens(rng, _ANSWERED)):
            row.answer, row.answered_on = fill(ask["answer"], rng, own), on
            row.answered_by = f"vanphong.{unit.code.lower()}" if unit.code != "TT" else "vanphong"
        self._asked.append(row)

    def _committee(self, sat: Sat) -> Unit:
        found = (sat.meeting.cell_id, sat.day.replace(day=1))
        if found not in self._above:
            self._above[found] = path(sat.meeting.cell, sat.day)[-2]
        return self._above[found]

    def _hand_on(self, rng: Random, row: PassedUp, came: date) -> Unit:
        on = came + timedelta(days=rng.randint(3, 9))
        way = path(row.unit, on)
        if on > self._today or len(way) < 2:
            return row.unit
        office = f"vanphong.{row.unit.code.lower()}"
        note = rng.choice(visit_words()["notes"])
        self._steps.append(
            PassedUpStep(passed_up=row, unit=row.unit, passed_on=on, passed_by=office, note=note)
        )
        row.unit = way[-2]
        return row.unit


def _asking(rng: Random, sat: Sat) -> int | None:
    """Who asked, where the official noted it; in bản Máy the member with an account."""
    known = [pk for pk in sat.present if pk == sat.reader]
    if known:
        return known[0]
    return rng.choice(sat.present) if happens(rng, 0.75) else None


def _points(rng: Random, sat: Sat) -> Mapping[str, Any]:
    """What he found good and weak, and whether the agenda was followed, by the cell's character."""
    good, weak, agenda = {
        "good": ((1, 2), (0, 1), "fully fully fully partly"),
        "fair": ((1, 1), (0, 2), "fully fully partly"),
        "poor": ((0, 1), (1, 2), "fully partly partly not"),
    }[character_of(sat.seed, sat.plan).name]
    return {
        "strong_points": "\n".join(_some(rng, "strong", sat.plan, good)),
        "weak_points": "\n".join(_some(rng, "weak", sat.plan, weak)),
        "agenda": rng.choice(agenda.split()),
    }


def _some(rng: Random, which: str, plan: CellPlan, between: tuple[int, int]) -> Iterator[str]:
    texts = visit_words()[which]
    choice = [*texts["any"], *texts[place_of(plan.flavour)]]
    yield from rng.sample(choice, rng.randint(*between))


def _clock(moment: datetime) -> time:
    return moment.astimezone(LOCAL).time().replace(second=0, microsecond=0)
