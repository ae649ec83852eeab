"""A signed report goes to the unit above, which takes it, returns it with a reason or approves it."""

import uuid
from datetime import datetime

from django.db import transaction

from chibo.audit.log import record as log
from chibo.base.text import nfc
from chibo.base.time import local_day
from chibo.reports.actions.signing import followed
from chibo.reports.models import Report, Sending
from chibo.units.queries import parents_of


class CannotClimb(Exception):
    """A report cannot be sent, taken, returned or approved as it stands; the view says why."""


class NotReadyToSend(CannotClimb):
    """Only a signed report that nothing replaces is sent, and once."""


class NobodyAbove(CannotClimb):
    """No unit stands above this one."""


class NotToBeDecided(CannotClimb):
    """It is not with the unit above, or was approved or returned already."""


class NoReasonGiven(CannotClimb):
    """Who gets a report back must know what to mend."""


def send_report(*, report_id: uuid.UUID, by: str, at: datetime) -> Sending:
    """Send a signed report to the unit above.

    Raises NotReadyToSend or NobodyAbove; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        report = _locked(report_id)
        if report.state != Report.State.SIGNED or _is_replaced(report):
            raise NotReadyToSend
        above = parents_of([report.unit_id], local_day(at)).get(report.unit_id)
        if above is None:
            raise NobodyAbove
        sending = Sending.objects.create(report=report, to=above, sent_at=at, sent_by=by)
        _stands(report, Report.State.SENT)
        log("report.sent", report, by=by, at=at, unit_code=report.unit.code, to=above.code)
    return sending


def take_report(*, report_id: uuid.UUID, by: str, at: datetime) -> Sending:
    """Note that the unit above has a report in hand. Raises NotToBeDecided."""
    with transaction.atomic(durable=True):
        report, sending = _with_above(report_id, Report.State.SENT)
        sending.received_at, sending.received_by = at, by
        sending.save(update_fields=["received_at", "received_by"])
        _stands(report, Report.State.RECEIVED)
        log("report.taken", report, by=by, at=at, unit_code=report.unit.code)
    return sending


def approve_report(*, report_id: uuid.UUID, by: str, at: datetime) -> Sending:
    """Approve a report from below. Raises NotToBeDecided."""
    with transaction.atomic(durable=True):
        report, sending = _with_above(report_id, Report.State.SENT, Report.State.RECEIVED)
        _decide(sending, by, at)
        _stands(report, Report.State.APPROVED)
        log("report.approved", report, by=by, at=at, unit_code=report.unit.code)
    return sending


def return_report(*, report_id: uuid.UUID, because: str, by: str, at: datetime) -> Report:
    """Give a report back with a reason; its draft is open again as the next version.

    Returns that draft. Raises NoReasonGiven, NotToBeDecided, or ReplacedAlready of `signing`; then
    nothing has changed.
    """
    reason = nfc(because)
    if not reason:
        raise NoReasonGiven
    with transaction.atomic(durable=True):
        report, sending = _with_above(report_id, Report.State.SENT, Report.State.RECEIVED)
        draft = followed(report, reason)
        sending.returned_because = reason
        _decide(sending, by, at)
        _stands(report, Report.State.RETURNED)
        log("report.returned", report, by=by, at=at, unit_code=report.unit.code)
    return draft


def _locked(report_id: uuid.UUID) -> Report:
    rows = Report.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.defer("frozen").get(pk=report_id)


def _with_above(report_id: uuid.UUID, *states: Report.State) -> tuple[Report, Sending]:
    report = _locked(report_id)
    if report.state not in states:
        raise NotToBeDecided
    return report, Sending.objects.get(report=report)


def _is_replaced(report: Report) -> bool:
    return Report.objects.filter(supersedes=report).exists()


def _decide(sending: Sending, by: str, at: datetime) -> None:
    # What was approved or returned unopened was in hand then.
    if sending.received_at is None:
        sending.received_at, sending.received_by = at, by
    sending.decided_at, sending.decided_by = at, by
    sending.save(
        update_fields=["received_at", "received_by", "decided_at", "decided_by", "returned_because"]
    )


def _stands(report: Report, state: Report.State) -> None:
    report.state = state
    report.save(update_fields=["state"])
