"""Writing a line of the log; every action calls `record` inside its transaction."""

from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models

from chibo.audit.models import Entry


def record(
    verb: str,
    subject: models.Model,
    *,
    by: str,
    at: datetime,
    unit_code: str = "",
    **detail: Any,
) -> None:
    """Write one line: what happened to which row, by whom, when.

    verb: in English, noun first, such as "meeting.closed".
    by: the name the actor signs in with; "chibo" for the program's own commands.
    detail: small plain values; never what was said in a meeting.
    """
    Entry.objects.create(
        at=at,
        account=by,
        verb=verb,
        subject=subject._meta.label_lower,
        subject_key=str(subject.pk),
        unit_code=unit_code,
        detail=detail,
    )


def record_installation(
    verb: str, *, by: str, at: datetime, using: str = DEFAULT_DB_ALIAS, **detail: Any
) -> None:
    """Write one line about the installation as a whole, such as "backup.made".

    using: the database to write to, when it is not the one Chibo runs on.
    """
    Entry.objects.using(using).create(
        at=at, account=by, verb=verb, subject="installation", subject_key="", detail=detail
    )


def last_change(subject: models.Model) -> datetime | None:
    """Return when a row was last changed, as far as the log knows it."""
    lines = Entry.objects.filter(subject=subject._meta.label_lower, subject_key=str(subject.pk))
    return lines.order_by("-at").values_list("at", flat=True).first()
