"""Papers of a meeting to come: the notice, and the sheet to write it on by hand."""

from collections.abc import Sequence
from datetime import datetime

from chibo.base.time import local_day
from chibo.book.naming import meeting_name
from chibo.book.papers import attendee, head
from chibo.book.record import record_of
from chibo.documents import papers
from chibo.meetings import queries as meetings
from chibo.meetings.models import AgendaItem, Meeting, Vote
from chibo.people.models import Person, Post
from chibo.people.queries import holder
from chibo.resolutions import queries as resolutions
from chibo.resolutions.models import Task
from chibo.resolutions.rules import plain


def notice_paper(meeting: Meeting, to: Sequence[Person], at: datetime) -> papers.Notice:
    """Return the notice of a meeting.

    to: who gets a copy of his own; one copy without a name when empty.
    """
    record = record_of(meeting, at)
    items = list(meetings.agenda(meeting))
    secretary = holder(meeting.cell, Post.Kind.SECRETARY, local_day(meeting.starts_at))
    name = secretary.full_name if secretary else ""
    for_whom = "T/M CHI BỘ" if meeting.resolves else "T/M CHI ỦY"
    return papers.Notice(
        head=head(record, None, "TB/CB"),
        form=papers.Form.NOTICE,
        meeting=meeting_name(record),
        starts_at=meeting.starts_at,
        minutes=sum(item.minutes for item in items),
        place=meeting.place,
        chair=papers.Chair(name, "bí thư"),
        agenda=tuple(
            papers.AgendaLine(
                item.title, item.presenter.full_name if item.presenter else "", item.minutes
            )
            for item in _body(meeting)
        ),
        signature=papers.Signature((for_whom, "BÍ THƯ"), name),
        materials=tuple(meeting.materials.order_by("name", "pk").values_list("name", flat=True)),
        addressees=tuple(papers.Addressee(person.full_name) for person in to),
    )


def sheet_paper(meeting: Meeting, at: datetime) -> papers.MeetingSheet:
    """Return the sheet on which a meeting is written by hand, as far as it is known beforehand."""
    record = record_of(meeting, at)
    poll = meetings.poll_of(meeting, Vote.On.RESOLUTION, at)
    chair = holder(meeting.cell, Post.Kind.SECRETARY, local_day(meeting.starts_at))
    return papers.MeetingSheet(
        head=head(record, None, ""),
        meeting=meeting_name(record),
        starts_at=meeting.starts_at,
        place=meeting.place,
        chair=papers.Chair(chair.full_name if chair else "", "bí thư"),
        items=tuple(_sheet_item(item) for item in _body(meeting)),
        expected=tuple(attendee(line) for line in record["roll"] if line["must_attend"]),
        apart=tuple(attendee(line) for line in record["roll"] if not line["must_attend"]),
        needed_to_meet=record["quorum"]["needed"],
        voters=poll.base,
        needed_to_carry=poll.needed,
        tasks=tuple(map(_under_way, resolutions.open_tasks(meeting.cell))),
        signatures=(
            papers.Signature(("Người ghi biên bản",), ""),
            papers.Signature(("Chủ trì hội nghị",), ""),
        ),
        resolves=meeting.resolves,
    )


def _body(meeting: Meeting) -> list[AgendaItem]:
    return [item for item in meetings.agenda(meeting) if item.part == AgendaItem.Part.BODY]


def _sheet_item(item: AgendaItem) -> papers.SheetItem:
    presenter = item.presenter.full_name if item.presenter else ""
    return papers.SheetItem(item.title, presenter, item.minutes, needs_vote=item.needs_vote)


def _under_way(task: Task) -> papers.TaskResult:
    so_far = resolutions.amount_so_far(task)
    done = (
        f"{plain(so_far)}/{plain(task.amount)} {task.measure}".strip()
        if so_far is not None and task.amount is not None
        else ""
    )
    owner = task.owner.full_name if task.owner else task.owner_group
    due = f"hạn {task.due_on:%d/%m}"
    return papers.TaskResult(task.what, owner, "; ".join(filter(None, [done, due])))
