"""The notice of a meeting as a paper, one copy for each who gets it by hand."""

from collections.abc import Sequence
from datetime import datetime

from chibo.base.time import local_day
from chibo.book.naming import meeting_name
from chibo.book.papers import head
from chibo.book.record import record_of
from chibo.documents import papers
from chibo.meetings import queries as meetings
from chibo.meetings.models import AgendaItem, Meeting
from chibo.people.models import Person, Post
from chibo.people.queries import holder


def notice_paper(meeting: Meeting, to: Sequence[Person], at: datetime) -> papers.Notice:
    """Return the notice of a meeting.

    to: who gets a copy of his own; one copy without a name when empty.
    """
    record = record_of(meeting, at)
    items = list(meetings.agenda(meeting))
    secretary = holder(meeting.cell, Post.Kind.SECRETARY, local_day(meeting.starts_at))
    name = secretary.full_name if secretary else ""
    for_whom = "T/M CHI BỘ" if meeting.resolves else "T/M CHI ỦY"
    body = [item for item in items if item.part == AgendaItem.Part.BODY]
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
            for item in body
        ),
        signature=papers.Signature((for_whom, "BÍ THƯ"), name),
        materials=tuple(meeting.materials.order_by("name", "pk").values_list("name", flat=True)),
        addressees=tuple(papers.Addressee(person.full_name) for person in to),
    )
