"""The tasks of a cell, and one task with what came of it."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at, units_where
from chibo.access.rules import Ability
from chibo.audit.kept import kept
from chibo.base.keys import uuid7
from chibo.base.refusals import point_out, tell
from chibo.meetings.actions.guards import CannotChange
from chibo.people.models import Account
from chibo.resolutions import actions, queries
from chibo.resolutions.forms import DropForm, ExtensionForm, ResultForm
from chibo.resolutions.models import Task
from chibo.resolutions.refusals import refusal as refused
from chibo.units.queries import existing


@kept
def of_cell(request: MemberRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    reach = units_where(request.user, Ability.SEE_CELL, on=today).values("pk")
    cell = get_object_or_404(existing(today).filter(pk__in=reach), code=code)
    context = {
        "cell": cell,
        "today": today,
        "open": queries.lines(queries.open_tasks(cell), today),
        "finished": queries.lines(queries.finished_tasks(cell)[:40], today),
        "themes": queries.themes_of(cell, today.year),
    }
    return render(request, "resolutions/list.html", context)


def task(request: MemberRequest, task_id: uuid.UUID) -> HttpResponse:
    return _page(request, _task(request, task_id, Ability.SEE_CELL))


@require_POST
def report(request: MemberRequest, task_id: uuid.UUID) -> HttpResponse:
    """The owner says what came of his task; the committee types it for him, labelled so."""
    found = _task(request, task_id, Ability.REPORT_TASK)
    own = _is_own(request.user, found)
    if not own and not _keeps(request, found):
        raise Http404
    form = ResultForm(request.POST)
    if not form.is_valid():
        point_out(form)
        return _page(request, found, status=422, result_form=form)
    try:
        actions.report_result(
            task_id=found.pk,
            **form.cleaned_data,
            reported_on=timezone.localdate(),
            typed_by=request.user.shown_name,
            for_owner=not own,
            by=request.user.username,
            at=timezone.now(),
        )
    except CannotChange as error:
        tell(form, refused(error, found.meeting))
        return _page(request, found, status=409, result_form=form)
    return redirect(found)


@require_POST
def extend(request: MemberRequest, task_id: uuid.UUID) -> HttpResponse:
    found = _task(request, task_id, Ability.KEEP_TASKS)
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        point_out(form)
        return _page(request, found, status=422, extension_form=form)
    try:
        actions.extend_task(
            task_id=found.pk, **form.cleaned_data, by=request.user.username, at=timezone.now()
        )
    except CannotChange as error:
        tell(form, refused(error, found.meeting))
        return _page(request, found, status=409, extension_form=form)
    return redirect(found)


@require_POST
def drop(request: MemberRequest, task_id: uuid.UUID) -> HttpResponse:
    found = _task(request, task_id, Ability.KEEP_TASKS)
    form = DropForm(request.POST, prefix="drop")
    if not form.is_valid():
        point_out(form)
        return _page(request, found, status=422, drop_form=form)
    try:
        actions.drop_task(
            task_id=found.pk, **form.cleaned_data, by=request.user.username, at=timezone.now()
        )
    except CannotChange as error:
        tell(form, refused(error, found.meeting))
        return _page(request, found, status=409, drop_form=form)
    return redirect(found)


def _task(request: MemberRequest, task_id: uuid.UUID, ability: Ability) -> Task:
    return get_object_or_404(
        queries.tasks_where(request.user, ability, timezone.localdate()), pk=task_id
    )


def _is_own(account: Account, task: Task) -> bool:
    return task.owner_id is not None and task.owner_id == account.person_id


def _keeps(request: MemberRequest, task: Task) -> bool:
    return Ability.KEEP_TASKS in abilities_at(request.user, task.cell, timezone.localdate())


def _page(
    request: MemberRequest,
    task: Task,
    *,
    status: int = 200,
    **bound: forms.Form,
) -> HttpResponse:
    keeps = _keeps(request, task)
    own = _is_own(request.user, task)
    is_open = task.done_on is None and not task.dropped_because
    context: dict[str, Any] = {
        "task": task,
        "today": timezone.localdate(),
        "line": queries.lines([task], timezone.localdate())[0],
        "thread": queries.thread(task),
        "extensions": task.extensions.order_by("given_at", "pk"),
        "may_report": (own or keeps) and is_open,
        "for_owner": not own,
        "may_extend": keeps and is_open,
        "may_drop": keeps and is_open and not task.continued_by.exists(),
        "result_form": ResultForm(initial={"key": uuid7()}),
        "extension_form": ExtensionForm(),
        "drop_form": DropForm(prefix="drop"),
        **bound,
    }
    return render(request, "resolutions/task.html", context, status=status)
