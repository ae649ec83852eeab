"""Offering help to a cell, and writing down what came of it."""

import uuid
from datetime import date, datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.base.time import local_day
from chibo.supervision.models import HelpOffer
from chibo.units.models import Unit


class CannotOffer(Exception):
    """Help cannot be offered so, or an offer not be closed so; the view says why."""


class OfferedAlready(CannotOffer):
    """The cell has an offer of which nobody wrote yet what came of it."""

    def __init__(self, offer: HelpOffer) -> None:
        super().__init__(str(offer.pk))
        self.offer = offer


class NotLater(CannotOffer):
    """The day of asking again is not after the day of the offer."""

    def __init__(self, day: date, today: date) -> None:
        super().__init__(day, today)
        self.day = day
        self.today = today


class ClosedAlready(CannotOffer):
    """Somebody has written down what came of the offer."""

    def __init__(self, offer: HelpOffer) -> None:
        super().__init__(str(offer.pk))
        self.offer = offer


def offer_help(
    *, cell: Unit, unit: Unit, note: str, follow_up_on: date, by: str, at: datetime
) -> HelpOffer:
    """Offer help to a cell with a note to its secretary.

    unit: the committee in whose name. follow_up_on: when somebody asks again, after the day of
    the offer.

    Raises OfferedAlready or NotLater; then nothing has changed.
    """
    today = local_day(at)
    if follow_up_on <= today:
        raise NotLater(follow_up_on, today)
    with transaction.atomic(durable=True):
        # One offer at a time: the cell's row is the lock.
        Unit.objects.select_for_update().get(pk=cell.pk)
        before = HelpOffer.objects.filter(cell=cell, closed_on=None).select_related("unit").first()
        if before is not None:
            raise OfferedAlready(before)
        offer = HelpOffer.objects.create(
            cell=cell,
            unit=unit,
            note=note,
            follow_up_on=follow_up_on,
            offered_on=today,
            offered_by=by,
        )
        record("help.offered", offer, by=by, at=at, unit_code=cell.code)
    return offer


def close_offer(*, offer_id: uuid.UUID, came_of_it: str, by: str, at: datetime) -> HelpOffer:
    """Write down what came of an offer of help, which ends it.

    Raises ClosedAlready; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        rows = HelpOffer.objects.select_for_update(of=("self",)).select_related("cell")
        offer = rows.get(pk=offer_id)
        if offer.closed_on is not None:
            raise ClosedAlready(offer)
        offer.came_of_it, offer.closed_on, offer.closed_by = came_of_it, local_day(at), by
        offer.save(update_fields=["came_of_it", "closed_on", "closed_by"])
        record("help.closed", offer, by=by, at=at, unit_code=offer.cell.code)
    return offer
