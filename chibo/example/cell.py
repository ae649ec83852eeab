"""One cell of the example as its year goes on: what is open, what was said, how far its book is."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from chibo.base.periods import covers
from chibo.example.chance import chance, fill, key
from chibo.example.character import Character, character_of, words_of
from chibo.example.places import MAY, NGAM, WITHOUT_COMMITTEE, CellPlan
from chibo.example.rows import Rows
from chibo.example.stretches import Stretches
from chibo.meetings.models import Proposal
from chibo.people.models import Person, Term
from chibo.quality.models import ScoreSheet
from chibo.resolutions.models import Resolution, Result, Task
from chibo.supervision.models import Assignment
from chibo.units.models import Unit

_SHEET = "hd42-frame"
CLERKS = {MAY: "bithu", NGAM: "bingam", WITHOUT_COMMITTEE: "bitram"}


@dataclass(frozen=True, slots=True)
class Report:
    """What someone will say of a task: the part done 0..1 of its time, and the words."""

    # When, as a part of the time between the giving and the day it is due.
    when: float
    amount: Decimal | None
    text: str
    is_done: bool


@dataclass(slots=True)
class OpenTask:
    """A task that is neither done nor dropped, with what is going to come of it."""

    task: Task
    given_on: date
    # Still to be said, first to last.
    reports: list[Report]
    # What the cell decides when it comes back: extend, go_on, drop, or open for nothing.
    then: str
    done_words: tuple[str, ...]
    said: list[Result] = field(default_factory=list)
    # The smaller task that goes on with it, where the story has its words.
    following: dict[str, object] | None = None

    @property
    def so_far(self) -> Decimal | None:
        """Return how much is done by the latest report that says so."""
        return next((row.amount for row in reversed(self.said) if row.amount is not None), None)


@dataclass(slots=True)
class OpenProposal:
    """A proposal not answered yet, and what the cell is going to answer."""

    proposal: Proposal
    answer: str
    # Meetings until it is answered; 0 answers at the next.
    waits: int


@dataclass(slots=True)
class Numbers:
    """The last numbers given in one term."""

    minutes: int = 0
    resolutions: int = 0


@dataclass(slots=True)
class Book:
    """How far the cell's book has come."""

    sequence: int = 0
    last_hash: str = ""
    last_at: datetime | None = None


class Cell:
    """The state of a cell's year, and its own chance."""

    def __init__(
        self, *, plan: CellPlan, unit: Unit, seed: int, now: datetime, common: frozenset[date]
    ) -> None:
        self.plan = plan
        self.unit = unit
        self.now = now
        self.seed = seed
        self.rng: Random = chance(seed, plan.code, "year")
        # Scores have a chance of their own, and the sheet that holds for everyone.
        self.scoring: Random = chance(seed, plan.code, "scores")
        sheets = ScoreSheet.objects.filter(key=_SHEET, unit=None).exclude(since=None)
        self.sheet = sheets.order_by("pk").last()
        self.character: Character = character_of(seed, plan)
        self.words = dict(words_of(seed, plan))
        self.stretches = Stretches(unit, common)
        self.rows = Rows()
        self.tasks: list[OpenTask] = []
        self.proposals: list[OpenProposal] = []
        self.resolution: Resolution | None = None
        # Tasks and results by the meeting and the task they belong to, for reviews.
        self.given: dict[uuid.UUID, list[Task]] = defaultdict(list)
        self.results: dict[uuid.UUID, list[Result]] = defaultdict(list)
        # The tasks of a resolution by its key, as agendas name it.
        self.reviewed: dict[str, list[Task]] = {}
        self.numbers: dict[Term | None, Numbers] = defaultdict(Numbers)
        self.book = Book()
        followed = Assignment.objects.filter(cell=unit).select_related("official")
        self._followed = list(followed.order_by("since", "pk"))
        # What the story of bản Máy tells is not told a second time by chance.
        self.leaves_out = frozenset({"canal", "road"} if plan.code == MAY else ())
        self._said: set[str] = set()
        self._topics: list[str] = []

    @property
    def clerk(self) -> str:
        """Return the name under which the cell's secretary signs in."""
        return CLERKS.get(self.plan.code, f"bithu.{self.plan.code.lower()}")

    def follower(self, day: date) -> Person | None:
        """Return the official who follows the cell on a day, or None."""
        held = (row.official for row in self._followed if covers(row.since, row.until, day))
        return next(held, None)

    def key(self, moment: datetime) -> uuid.UUID:
        """Return the next key of the cell's own chance."""
        return key(self.rng, moment)

    def fill(self, text: str, **words: str) -> str:
        """Return a text with the cell's own words in it."""
        return fill(text, self.rng, {**self.words, **words})

    def fresh(self, texts: tuple[str, ...] | list[str], count: int) -> list[str]:
        """Return so many of some texts, those not heard lately in this cell first."""
        mixed = self.rng.sample(list(texts), len(texts))
        mixed.sort(key=lambda text: text in self._said)
        chosen = mixed[:count]
        self._said.update(chosen)
        return chosen

    def newest(self, topic: str) -> int:
        """Return how long ago a topic came up: 0 never, more the later it was."""
        return self._topics.index(topic) + 1 if topic in self._topics else 0

    def remember(self, topic: str) -> None:
        """Note that a topic has come up."""
        if topic in self._topics:
            self._topics.remove(topic)
        self._topics.append(topic)

    def person(self, full_name: str, day: date) -> Person | None:
        """Return the member of a name on a day."""
        found = (member.person for member in self.stretches.on(day).members)
        return next((person for person in found if person.full_name == full_name), None)

    def due(self, day: date) -> date:
        """Return a day by which a task given on a day is to be done: before the next meeting."""
        return day + timedelta(days=self.rng.randint(17, 26))
