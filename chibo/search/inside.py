"""What is found in the reader's own cell before it is in the book, and its tasks as they stand.

Read as they are and folded here: a cell has a few open meetings, and some dozens of tasks a
year. Nobody belongs to more than a few cells, and who looks on from above finds nothing here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.text import words_apart
from chibo.base.time import local_day
from chibo.book.passages import Wording, item_wording, resolution_label
from chibo.meetings.models import AgendaItem, Speech
from chibo.meetings.queries import OPEN
from chibo.meetings.templatetags.titles import meeting_title
from chibo.people.models import Account
from chibo.resolutions.models import Resolution, Result, Task
from chibo.resolutions.queries import with_results
from chibo.resolutions.rules import plain
from chibo.search.hits import Hit, Kind, together
from chibo.search.rules import Term, answers


@dataclass(frozen=True, slots=True)
class Inside:
    """The cells an account belongs to, and those of which it sees what is in the making."""

    cells: frozenset[int]
    drafts: frozenset[int]


def inside_of(account: Account, on: date) -> Inside:
    """Return where an account belongs on a day."""
    return Inside(
        *(
            frozenset(units_where(account, ability, on=on).values_list("pk", flat=True))
            for ability in (Ability.SEE_CELL, Ability.SEE_DRAFTS)
        )
    )


def hits(inside: Inside, sought: list[Term]) -> list[Hit]:
    """Return what answers in open meetings, drafts and tasks, newest first."""
    if not inside.cells:
        return []
    found = [
        hit
        for hit, words in [*_items(inside), *_drafts(inside), *_tasks(inside)]
        if answers(sought, words)
    ]
    return sorted(found, key=lambda hit: hit.day or date.min, reverse=True)


# A card with its words for searching.
_Worded = tuple[Hit, str]


def _items(inside: Inside) -> Iterable[_Worded]:
    """The agendas of meetings not yet in the book; to those who write them, all that was said."""
    rows = (
        AgendaItem.objects.filter(
            meeting__cell__in=inside.cells,
            meeting__state__in=OPEN,
            state=AgendaItem.State.PLANNED,
        )
        .select_related("meeting")
        .prefetch_related(
            Prefetch("speeches", queryset=Speech.objects.select_related("person")), "votes"
        )
        .order_by("-meeting__starts_at", "position", "pk")
    )
    for item in rows:
        meeting = item.meeting
        wording = _wording(item, is_draft_seen=meeting.cell_id in inside.drafts)
        if wording.pieces or item.part == AgendaItem.Part.BODY:
            hit = Hit(
                kind=Kind.MEETINGS,
                title=item.title,
                url=f"{meeting.get_absolute_url()}?item={item.pk}",
                text=together(wording.pieces),
                day=local_day(meeting.starts_at),
                cell_id=meeting.cell_id,
                meeting_kind=meeting.get_kind_display(),
                meeting_title=meeting_title(meeting),
                state=meeting.get_state_display(),
            )
            yield hit, words_apart(item.title, *wording.pieces, meeting.theme)


def _wording(item: AgendaItem, *, is_draft_seen: bool) -> Wording:
    if not is_draft_seen:
        return item_wording(title=item.title, said=[], voted=[], reviewed=[], conclusion="")
    said = [
        f"{speech.person.full_name if speech.person else speech.guest}: {speech.gist}"
        for speech in item.speeches.all()
    ]
    return item_wording(
        title=item.title,
        said=said,
        voted=[vote.question for vote in item.votes.all()],
        reviewed=[],
        conclusion=item.conclusion,
    )


def _drafts(inside: Inside) -> Iterable[_Worded]:
    """The resolutions of meetings not yet in the book, for those who write them."""
    rows = (
        Resolution.objects.filter(meeting__cell__in=inside.drafts, meeting__state__in=OPEN)
        .exclude(text="")
        .select_related("meeting")
        .order_by("-meeting__starts_at", "pk")
    )
    for row in rows:
        label = resolution_label(row.number, row.symbol)
        hit = Hit(
            kind=Kind.RESOLUTIONS,
            title=label,
            url=row.meeting.get_absolute_url(),
            text=row.text,
            day=local_day(row.meeting.starts_at),
            cell_id=row.meeting.cell_id,
            meeting_kind=row.meeting.get_kind_display(),
            state=row.meeting.get_state_display(),
            is_draft=row.number is None,
        )
        yield hit, words_apart(label, row.text)


def _tasks(inside: Inside) -> Iterable[_Worded]:
    """The tasks of the cell with all that came of them."""
    rows = with_results(Task.objects.filter(cell__in=inside.cells)).order_by(
        "-meeting__starts_at", "due_on", "pk"
    )
    for task in rows:
        owner = task.owner.full_name if task.owner else task.owner_group
        amount = f"{plain(task.amount)} {task.measure}" if task.amount is not None else ""
        results = [_said(result, task) for result in task.results.all()]
        pieces = list(filter(None, [owner, task.expected, amount, *results, task.dropped_because]))
        hit = Hit(
            kind=Kind.TASKS,
            title=task.what,
            url=task.get_absolute_url(),
            text=together(pieces),
            day=local_day(task.meeting.starts_at),
            cell_id=task.cell_id,
            meeting_kind=task.meeting.get_kind_display(),
            due_on=task.due_on,
            done_on=task.done_on,
            is_dropped=bool(task.dropped_because),
        )
        yield hit, words_apart(task.what, *pieces)


def _said(result: Result, task: Task) -> str:
    amount = f"{plain(result.amount)} {task.measure}" if result.amount is not None else ""
    return "; ".join(filter(None, [amount.strip(), result.text]))
