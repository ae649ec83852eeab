"""What is on record of made-up meetings, for rules about scores."""

from datetime import date, datetime, timedelta
from typing import Any

from chibo.base.time import LOCAL
from chibo.quality.rules.evidence import Called, Evidence, Item, Reviewed, Run, Speaker

OPENS = datetime(2026, 3, 3, 19, 30, tzinfo=LOCAL)


def roll(*, present: int, excused: int = 0, unexcused: int = 0) -> tuple[Called, ...]:
    """Return lines of a roll, persons numbered from 1 in this order."""
    states = ["present"] * present + ["excused"] * excused + ["unexcused"] * unexcused
    return tuple(
        Called(number, f"Người {number}", must_attend=True, state=state)
        for number, state in enumerate(states, start=1)
    )


def body(*speakers: int, concluded: int | None = None, tasks: int = 1) -> tuple[Item, ...]:
    """Return one item for each count of speakers; persons speak from number 1 on, each once.

    concluded: how many of the items have a conclusion; all without it.
    """
    items, first = [], 1
    for place, count in enumerate(speakers):
        spoke = tuple(Speaker(person, f"Người {person}") for person in range(first, first + count))
        first += count
        has_conclusion = concluded is None or place < concluded
        items.append(
            Item(
                key=f"item-{place}",
                part="body",
                title=f"Nội dung {place + 1}",
                taken_up=True,
                has_conclusion=has_conclusion,
                speakers=spoke,
                tasks=tasks,
            )
        )
    return tuple(items)


def reviewed(*, done: int, of: int) -> tuple[Reviewed, ...]:
    """Return tasks of the last resolution due before the meeting."""
    return tuple(
        Reviewed(f"task-{n}", f"Việc {n + 1}", "Người 1", date(2026, 2, 28), is_done=n < done)
        for n in range(of)
    )


def a_meeting(*, minutes: int = 100, **facts: Any) -> Evidence:
    """Return a regular meeting of 24 that is closed, with whatever is said of it."""
    known: dict[str, Any] = {
        "kind": "regular",
        "starts_at": OPENS,
        "planned_on": OPENS.date(),
        "opened_at": OPENS,
        "ended_at": OPENS + timedelta(minutes=minutes),
        "norm_minutes": 90,
        "members": 25,
        "roll": roll(present=22, excused=2),
        "items": body(6, 6),
        "chair": "Người 1",
        "meeting_secretary": "Người 2",
        "reviewed": reviewed(done=5, of=5),
        "resolution_voted": True,
        "read_back": True,
        "approved": True,
        "has_committee": True,
        "huddle_on": date(2026, 2, 27),
        "noticed_at": OPENS - timedelta(hours=72),
        "documents_at": OPENS - timedelta(hours=26),
        "posted_on": date(2026, 3, 4),
        "sealed_on": date(2026, 3, 4),
        "excused_runs": (Run("Người 23", 2),),
    }
    known |= facts
    expected = [line for line in known["roll"] if line.must_attend]
    known.setdefault("must_attend", len(expected))
    known.setdefault("attended", sum(line.state == "present" for line in expected))
    return Evidence(**known)
