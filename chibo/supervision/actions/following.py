"""Noting that what a visit left to be done was looked at again."""

import uuid
from datetime import date, datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.base.time import local_day
from chibo.supervision.models import Visit


class CannotFollowUp(Exception):
    """What a visit left to be done cannot be noted as done so; the view says why."""


class NothingToFollowUp(CannotFollowUp):
    """The visit left nothing to be done."""


class DoneAlready(CannotFollowUp):
    """It was noted as done before."""


class OutsideDays(CannotFollowUp):
    """The day lies before the visit, or has not come yet."""

    def __init__(self, visited_on: date) -> None:
        super().__init__(visited_on.isoformat())
        self.visited_on = visited_on


def mark_followed_up(*, visit_id: uuid.UUID, on: date, by: str, at: datetime) -> Visit:
    """Note that what a visit left to be done was looked at again on a day.

    Raises NothingToFollowUp, DoneAlready or OutsideDays (all CannotFollowUp); then nothing has
    changed.
    """
    with transaction.atomic(durable=True):
        rows = Visit.objects.select_for_update(of=("self",)).select_related("cell")
        visit = rows.get(pk=visit_id)
        if not visit.follow_up:
            raise NothingToFollowUp
        if visit.followed_up_on is not None:
            raise DoneAlready
        if not visit.day <= on <= local_day(at):
            raise OutsideDays(visit.day)
        visit.followed_up_on = on
        visit.save(update_fields=["followed_up_on"])
        record("visit.followed_up", visit, by=by, at=at, unit_code=visit.cell.code)
    return visit
