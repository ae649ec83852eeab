"""Asking units below once their cost was seen, and answering once. Law 9, decision 0033."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.audit.log import record as log
from chibo.base.time import local_day
from chibo.quality.rules.spans import Span
from chibo.reports.models import Answer, Request
from chibo.reports.queries.requests import asked_before, held_lines, recipients
from chibo.reports.rules.asking import Cost
from chibo.reports.rules.gate import Match, same_words
from chibo.units.models import Unit


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked. to: as `Request.To`. minutes: of one answer. because: why all the same."""

    unit: Unit
    to: str
    question: str
    purpose: str
    span: Span
    due_on: date
    minutes: int
    because: str = ""


class CannotAsk(Exception):
    """A request cannot be sent as it stands; the view says why."""


class SaysNothing(CannotAsk):
    """Nothing is left of the question without the words that stand in every question."""


class NobodyAsked(CannotAsk):
    """No unit of this kind stands below the one that asks."""


class HeldAlready(CannotAsk):
    """A line holds what is asked. With a reason only what is near can be asked, not the same."""

    def __init__(self, match: Match) -> None:
        super().__init__(match.key)
        self.match = match


class AskedAlready(CannotAsk):
    """One of these units was asked the same about the same months."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.pk)
        self.answer = answer


class CostNotSeen(CannotAsk):
    """The sender has not seen what it costs as it stands now."""

    def __init__(self, cost: Cost) -> None:
        super().__init__(cost.seen)
        self.cost = cost


class DueTooEarly(CannotAsk):
    """It would be due on the day it is sent, or before."""


class CannotAnswer(Exception):
    """What was asked cannot be answered as it stands; the view says why."""


class AnsweredAlready(CannotAnswer):
    """It is answered once."""


class NotAskedAnyMore(CannotAnswer):
    """The request was withdrawn."""


def cost_of(asking: Asking, today: date) -> Cost:
    """Return what a request costs: how many are asked, times the minutes of an answer."""
    return Cost(len(recipients(asking.unit, asking.to, today)), asking.minutes)


def check_request(asking: Asking, today: date) -> list[Unit]:
    """Return whom a request reaches, after all that can be refused before its cost is seen.

    Raises SaysNothing, DueTooEarly, NobodyAsked, HeldAlready or AskedAlready.
    """
    if not same_words(asking.question):
        raise SaysNothing
    if asking.due_on <= today:
        raise DueTooEarly
    units = recipients(asking.unit, asking.to, today)
    if not units:
        raise NobodyAsked
    match = _nearest(asking, today)
    if match is not None and (match.is_exact or not asking.because):
        raise HeldAlready(match)
    before = asked_before(same_words(asking.question), units, asking.span)
    if before is not None:
        raise AskedAlready(before)
    return units


def send_request(*, asking: Asking, seen: str, by: str, at: datetime) -> Request:
    """Ask some units below a unit something, once what it costs was seen.

    seen: `Cost.seen` of the cost that the sender confirmed.
    Raises what `check_request` does, or CostNotSeen; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        today = local_day(at)
        units = check_request(asking, today)
        cost = Cost(len(units), asking.minutes)
        if cost.seen != seen:
            raise CostNotSeen(cost)
        match = _nearest(asking, today)
        request = Request.objects.create(
            unit=asking.unit,
            to=asking.to,
            question=asking.question,
            words=same_words(asking.question),
            purpose=asking.purpose,
            span=asking.span.key,
            first_month=asking.span.first,
            last_month=asking.span.months[-1],
            due_on=asking.due_on,
            minutes=asking.minutes,
            near=match.key if match else "",
            because=asking.because if match else "",
            sent_at=at,
            sent_by=by,
        )
        Answer.objects.bulk_create(Answer(request=request, unit=unit) for unit in units)
        log(
            "request.sent", request, by=by, at=at, unit_code=asking.unit.code,
            units=cost.units, minutes=cost.total,
        )  # fmt: skip
    return request


def withdraw_request(*, request_id: uuid.UUID, by: str, at: datetime) -> Request:
    """Ask no longer; what was answered stays. Raises NotAskedAnyMore."""
    with transaction.atomic(durable=True):
        request = _locked(request_id)
        if request.withdrawn_at is not None:
            raise NotAskedAnyMore
        request.withdrawn_at = at
        request.save(update_fields=["withdrawn_at"])
        log("request.withdrawn", request, by=by, at=at, unit_code=request.unit.code)
    return request


def answer_request(
    *, answer_id: int, text: str, office: Unit | None, by: str, at: datetime
) -> Answer:
    """Answer for a unit, once.

    office: which one types it for a cell; None where the unit answers itself.
    Raises AnsweredAlready or NotAskedAnyMore; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        rows = Answer.objects.select_for_update(of=("self",)).select_related("request", "unit")
        answer = rows.get(pk=answer_id)
        if answer.answered_at is not None:
            raise AnsweredAlready
        if answer.request.withdrawn_at is not None:
            raise NotAskedAnyMore
        answer.text, answer.answered_at, answer.answered_by = text, at, by
        answer.typed_by_office = office
        answer.save(update_fields=["text", "answered_at", "answered_by", "typed_by_office"])
        log(
            "request.answered", answer, by=by, at=at, unit_code=answer.unit.code,
            typed_by=office.code if office else "",
        )  # fmt: skip
    return answer


def _nearest(asking: Asking, today: date) -> Match | None:
    found = held_lines(asking.question, asking.unit, asking.span, today)
    return found[0] if found else None


def _locked(request_id: uuid.UUID) -> Request:
    rows = Request.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=request_id)
