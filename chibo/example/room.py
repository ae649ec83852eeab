"""Who comes to one meeting, who chairs and writes, and who speaks up."""

from datetime import datetime, timedelta
from random import Random

from chibo.example.cell import Cell
from chibo.example.chance import happens
from chibo.example.months import group
from chibo.example.places import MAY
from chibo.example.stretches import Stretch
from chibo.example.topics import phrases, tellers
from chibo.guidance.names import Name
from chibo.meetings import rules
from chibo.meetings.models import Meeting, RollMark
from chibo.meetings.queries import Roll, RollLine
from chibo.people.models import Person, Standing
from chibo.people.queries import CellMember
from chibo.people.rules import Place, Why, attendance_base, threshold

Mark = RollMark.Mark
_LATEST = 10


class Room:
    """One opened meeting: its roll is taken before anything is said."""

    def __init__(self, cell: Cell, meeting: Meeting, stretch: Stretch) -> None:
        self.cell = cell
        self.stretch = stretch
        self.marks = self._call(meeting)
        self._spoken: dict[int, int] = {}
        self._seat(meeting)

    def _call(self, meeting: Meeting) -> dict[int, RollMark]:
        cell, rng = self.cell, self.cell.rng
        marks = {}
        for member in self.stretch.members:
            called = _mark(cell, member, self.stretch)
            if called:
                marks[member.person.pk] = called
        self._enough(marks)
        opened = meeting.opened_at
        assert opened is not None  # noqa: S101 - an opened meeting has its hour
        rows = {}
        for pk, (mark, reason) in marks.items():
            here = mark == Mark.PRESENT
            late = happens(rng, 0.06 if cell.character.starts_late < 10 else 0.2)
            arrived = opened + timedelta(minutes=rng.randint(3, _LATEST) if late else 0)
            rows[pk] = RollMark(
                id=cell.key(opened),
                meeting=meeting,
                person_id=pk,
                mark=mark,
                reason=reason,
                arrived_at=arrived if here else None,
            )
        return rows

    def _enough(self, marks: dict[int, tuple[str, str]]) -> None:
        """Fetch the absent from home until there is a quorum; without one they would not meet."""
        members = {member.person.pk: member for member in self.stretch.members}
        quorum = self.stretch.values.get(Name.QUORUM)
        share = threshold(quorum.value if quorum else ">1/2")
        absent = [pk for pk, (mark, _) in marks.items() if mark != Mark.PRESENT]
        self.cell.rng.shuffle(absent)
        while absent:
            came = {pk for pk, (mark, _) in marks.items() if mark == Mark.PRESENT}
            base = attendance_base([member.rule for member in members.values()], came)
            if len(base & came) >= share.needed(len(base)):
                return
            marks[absent.pop()] = (Mark.PRESENT, "")

    def _seat(self, meeting: Meeting) -> None:
        """The secretary chairs; where he is absent his deputy does, and the minutes say why."""
        heads = [member for member in self.stretch.committee if self._is_here(member.person.pk)]
        here = self.here
        chair = heads[0] if heads else here[0]
        meeting.chair = chair.person
        if "secretary" not in chair.posts:
            meeting.chair_because = self._why_not_secretary()
        others = [member.person for member in here if member.person != chair.person]
        usual = [person for person in others if person.full_name == "Lò Thị Hiền"]
        by_phone = [person for person in others if person.has_smartphone]
        meeting.meeting_secretary = (usual or by_phone or others or [chair.person])[0]
        self.chair, self.chair_posts = chair.person, chair.posts

    def _why_not_secretary(self) -> str:
        secretary = self.stretch.committee[0].person if self.stretch.committee else None
        mark = self.marks.get(secretary.pk) if secretary else None
        if mark is not None and mark.reason:
            return f"bí thư {mark.reason}"
        return str(self.cell.rng.choice(phrases()["chair_because"]))

    def _is_here(self, pk: int) -> bool:
        mark = self.marks.get(pk)
        return mark is not None and mark.mark == Mark.PRESENT

    @property
    def here(self) -> list[CellMember]:
        """Return the members who sit there, those in posts first."""
        return [member for member in self.stretch.members if self._is_here(member.person.pk)]

    def is_here(self, person: Person | None) -> bool:
        """Say whether a person came."""
        return person is not None and self._is_here(person.pk)

    def presenter(self) -> Person:
        """Return one of those in posts who came, or the chair."""
        heads = [member.person for member in self.here if member.posts]
        return self.cell.rng.choice(heads or [self.chair])

    def worker(self) -> Person:
        """Return someone to give a task to: of those here who need not stay at home."""
        able = [member.person for member in self.here if member.must_attend]
        return self.cell.rng.choice(able or [self.chair])

    def speakers(self, count: int, *, without: Person | None = None) -> list[Person]:
        """Return who speaks to an item: in good cells those who have not spoken yet, in poor
        ones the same few as always.
        """
        people = [member.person for member in self.here if member.person != without]
        rng: Random = self.cell.rng
        if self.cell.character.name == "poor":
            people = people[: max(3, len(people) // 4)]
        mixed = rng.sample(people, len(people))
        mixed.sort(key=lambda person: self._spoken.get(person.pk, 0))
        chosen = mixed[:count]
        for person in chosen:
            self.has_spoken(person)
        return chosen

    def has_spoken(self, person: Person) -> None:
        """Note that a person took the floor."""
        self._spoken[person.pk] = self._spoken.get(person.pk, 0) + 1

    def said(self, text: str) -> str:
        """Return words as this cell says them: without a committee its secretary does the work."""
        if len(self.stretch.committee) > 1:
            return text
        return text.replace("chi ủy", "bí thư").replace("Chi ủy", "Bí thư")

    def roll(self, at: datetime) -> Roll:
        """Return the roll as it stands at a moment, counted as the meeting room counts it."""
        came = {pk for pk in self.marks if self._is_here(pk)}
        base = attendance_base([member.rule for member in self.stretch.members], came)
        quorum = self.stretch.values.get(Name.QUORUM)
        return Roll(
            lines=tuple(
                RollLine(member, self.marks.get(member.person.pk))
                for member in self.stretch.members
            ),
            base=len(base),
            attended=len(base & came),
            present_now=len(base & self._present(at)),
            needed=threshold(quorum.value).needed(len(base)) if quorum else None,
            values=self.stretch.values,
        )

    def poll(self, name: Name, at: datetime) -> rules.Poll:
        """Return what a vote taken at a moment is counted on."""
        return rules.poll(
            [member.rule for member in self.stretch.members],
            self._present(at),
            threshold(self.stretch.values[name].value),
        )

    def _present(self, at: datetime) -> set[int]:
        return rules.present_at(
            [
                rules.Presence(pk, mark.arrived_at, mark.left_at)
                for pk, mark in self.marks.items()
                if mark.arrived_at is not None
            ],
            at,
        )


def _mark(cell: Cell, member: CellMember, stretch: Stretch) -> tuple[str, str] | None:
    """How one member's line will read: his mark and reason, or None when nobody calls him."""
    rng = cell.rng
    why = member.absent_by_right
    if why is not Why.NONE:
        comes = {Why.EXEMPT: 0.06, Why.GUEST: 0.8}.get(why, 0.0)
        return (Mark.PRESENT, "") if happens(rng, comes) else None
    if member.rule.place is not Place.HERE:
        return None
    away = any(row.kind == Standing.Kind.WORKING_AWAY for row in member.standings)
    attends = 0.03 if away else cell.character.attends
    if member.posts:
        attends = max(attends, 0.95)
    if cell.plan.code == MAY and member.person.full_name in tellers():
        attends = 1.0
    if happens(rng, attends) or len(stretch.members) < 4:
        return Mark.PRESENT, ""
    if away:
        return (Mark.EXCUSED, "đi làm ăn xa") if happens(rng, 0.6) else (Mark.UNEXCUSED, "")
    if happens(rng, cell.character.unexcused) and not member.posts:
        return Mark.UNEXCUSED, ""
    return Mark.EXCUSED, rng.choice(phrases()["excused"][group(cell.plan.flavour)])
