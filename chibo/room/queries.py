"""Reads of devices, documents and open points."""

from datetime import date

from django.db.models import F, Q, QuerySet

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.meetings.models import Meeting
from chibo.people.models import Account
from chibo.room.models import Device, OpenPoint, RoomDocument
from chibo.units.models import Unit


def devices_of(account: Account) -> QuerySet[Device]:
    """Return the devices of an account that were not revoked, the last heard of first."""
    return (
        Device.objects.filter(account=account, revoked_at=None)
        .select_related("cell")
        .order_by("-seen_at", "pk")
    )


def devices_in(cell: Unit) -> QuerySet[Device]:
    """Return the devices that carry a cell, with whose they are, the last heard of first."""
    return (
        Device.objects.filter(cell=cell, revoked_at=None)
        .select_related("account__person")
        .order_by("-seen_at", "pk")
    )


def documents_where(account: Account, ability: Ability, on: date) -> QuerySet[RoomDocument]:
    """Return the documents of cells where an account holds an ability."""
    reach = units_where(account, ability, on=on).values("pk")
    return RoomDocument.objects.filter(cell__in=reach).select_related(
        "cell__kind", "meeting", "part_of__cell__kind", "part_of__meeting"
    )


def points_of(document: RoomDocument) -> QuerySet[OpenPoint]:
    """Return what is open in a document, oldest first."""
    return document.open_points.order_by("since", "line", "kind")


def document_of(meeting: Meeting) -> RoomDocument | None:
    """Return what devices wrote of a meeting, or None when none did."""
    return RoomDocument.objects.filter(meeting=meeting).first()


def is_unfolded(meeting: Meeting) -> bool:
    """Say whether devices sent something that was not yet put into the minutes."""
    later = Q(number__gt=F("folded_number"))
    return RoomDocument.objects.filter(later, meeting=meeting).exists()


def points_in(meeting: Meeting) -> QuerySet[OpenPoint]:
    """Return what is open in what devices wrote of a meeting, oldest first."""
    points = OpenPoint.objects.filter(document__meeting=meeting)
    return points.order_by("since", "line", "kind")
