"""The copy of a cell that a device carries: what a meeting needs when there is no network."""

import uuid
from base64 import b64encode
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from chibo.base.templatetags.words import moment
from chibo.base.time import local_day
from chibo.guidance import queries as guidance
from chibo.meetings import queries as meetings
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.standing_items import fixed_items
from chibo.meetings.templatetags.titles import meeting_title
from chibo.people.models import Account
from chibo.people.queries import CellMember, members_of
from chibo.people.titles import title
from chibo.resolutions.models import Resolution, Theme
from chibo.resolutions.queries import amount_so_far, open_tasks
from chibo.room.lines import amount_text, moment_text
from chibo.room.merging import load
from chibo.room.models import Device, RoomDocument
from chibo.room.parts import parts
from chibo.room.reasons import reason_of
from chibo.units.models import Unit
from chibo.units.queries import path

# Changes when the page must fetch anew to understand it.
VERSION = 1

# Meetings so far back and ahead are carried; a month of unsent work is normal.
_BACK, _AHEAD = timedelta(days=62), timedelta(days=62)
_RESOLUTIONS = 3


def copy_of(cell: Unit, device: Device, account: Account, *, at: datetime) -> dict[str, Any]:
    """Return what a device carries of a cell, as plain values: some 50 kB for 60 members.

    Attachments are named with their size, and fetched only when somebody chooses them.
    """
    today = local_day(at)
    above = path(cell, today)
    carried = _carried(cell, today)
    beside = {part.name: part.carried(carried, at) for part in parts()}
    return {
        "version": VERSION,
        "made_at": moment_text(at),
        "cell": {
            "code": cell.code,
            "name": above[-1].full_name,
            "parent": above[-2].full_name if len(above) > 1 else "",
        },
        "account": account.username,
        "device": {"id": str(device.pk), "days_kept": device.days_kept},
        "values": _values(cell, today),
        "members": [_member(one, cell) for one in members_of(cell, today)],
        "meetings": [
            {
                **_meeting(one),
                **{name: found.of_meetings.get(one.pk) for name, found in beside.items()},
            }
            for one in carried
        ],
        # Documents begun on a device that joined another one: that one is meant from now on.
        "joined": [str(key) for key in _joined(cell)],
        "agendas": {
            kind: [_fixed(one) for one in fixed_items(kind, cell.kind_id)]
            for kind in Meeting.Kind.values
        },
        "tasks": [_task(one) for one in open_tasks(cell)],
        "resolutions": [_resolution(one) for one in _resolutions(cell)],
        "themes": [
            {"code": one.code, "name": one.name} for one in Theme.objects.order_by("position")
        ],
        **{name: found.of_cell for name, found in beside.items()},
    }


def carried_meetings(cell: Unit, today: date) -> list[Meeting]:
    """Return the meetings of a cell that a device needs: those to come and those not in the book."""
    return list(_carried(cell, today))


def _carried(cell: Unit, today: date) -> list[Meeting]:
    rows = meetings.meetings_of(cell).filter(
        state__in=meetings.OPEN,
        starts_at__date__gte=today - _BACK,
        starts_at__date__lte=today + _AHEAD,
    )
    return list(rows.select_related("cell__kind", "room_document").order_by("starts_at", "pk"))


def _joined(cell: Unit) -> Iterable[uuid.UUID]:
    rows = RoomDocument.objects.filter(cell=cell, part_of__isnull=False)
    return rows.order_by("pk").values_list("pk", flat=True)


def _values(cell: Unit, today: date) -> dict[str, Any]:
    return {
        str(name): {"value": one.value, "source": one.source.number, "article": one.article}
        for name, one in guidance.values_for(cell, today).items()
    }


def _member(one: CellMember, cell: Unit) -> dict[str, Any]:
    rule = one.rule
    flags = ("exempt", "temporarily_exempt", "suspended", "detained")
    return {
        "id": str(one.person.pk),
        "name": one.person.full_name,
        "posts": list(one.posts),
        "title": ", ".join(title(post, cell.kind) for post in one.posts),
        "klass": str(rule.klass),
        "place": str(rule.place),
        **{flag: True for flag in flags if getattr(rule, flag)},
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    document = getattr(meeting, "room_document", None)
    # Items that a device began before it knew the plan keep the names it gave them.
    lines = document.rows.items() if document else ()
    known = {key: line.removeprefix("item/") for line, key in lines if line.startswith("item/")}
    return {
        "id": str(meeting.pk),
        "document": str(document.pk) if document else str(meeting.pk),
        "kind": meeting.kind,
        "title": meeting_title(meeting),
        "when": moment(meeting.starts_at),
        "month": meeting.month.isoformat(),
        "starts_at": moment_text(meeting.starts_at),
        "place": meeting.place,
        "theme": meeting.theme,
        "state": meeting.state,
        "members": [_member(one, meeting.cell) for one in meetings.called_to(meeting)],
        "items": [_item(one, known.get(str(one.pk))) for one in meetings.agenda(meeting)],
        "materials": [
            {"id": str(one.pk), "name": one.name, "size": one.size}
            for one in meeting.materials.order_by("name", "pk")
        ],
        "content": b64encode(load(document).since()).decode() if document else "",
        "number": document.number if document else 0,
    }


def _item(item: AgendaItem, known_as: str | None) -> dict[str, Any]:
    return {
        "id": known_as or str(item.pk),
        "part": item.part,
        "position": item.position,
        "title": item.title,
        "note": item.note,
        "minutes": item.minutes,
        "needs_vote": item.needs_vote,
        "presenter": item.presenter.full_name if item.presenter else "",
        "reason": str(reason_of(item)),
    }


def _fixed(item: Any) -> dict[str, Any]:
    names = ("part", "title", "note", "minutes", "needs_vote")
    return {name: getattr(item, name) for name in names}


def _task(task: Any) -> dict[str, Any]:
    return {
        "id": str(task.pk),
        "what": task.what,
        "owner": task.owner.full_name if task.owner else task.owner_group,
        "due_on": task.due_on.isoformat(),
        "expected": task.expected,
        "amount": amount_text(task.amount),
        "so_far": amount_text(amount_so_far(task)),
        "measure": task.measure,
    }


def _resolutions(cell: Unit) -> list[Resolution]:
    rows = Resolution.objects.filter(meeting__cell=cell, number__isnull=False)
    return list(
        rows.select_related("meeting").order_by("-meeting__starts_at", "-pk")[:_RESOLUTIONS]
    )


def _resolution(one: Resolution) -> dict[str, Any]:
    day = local_day(one.meeting.starts_at).isoformat()
    return {"label": one.label, "day": day, "text": one.text}
