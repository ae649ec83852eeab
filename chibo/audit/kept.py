"""Pages that are made once, and anew as soon as anything was written.

Nobody has to say what a page depends on, so nothing can be forgotten: whatever is written ends
all kept pages. See docs/decisions/0015.
"""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

_OK = 200
_KINDS = {"text/html; charset=utf-8", "text/calendar; charset=utf-8"}


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep what a view answers: for the same reader, question, cookies and day, and data.

    For pages that only read, whose content does not depend on the hour, and that leave no
    line behind when they are opened.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **given: object) -> HttpResponse:
        if connection.in_atomic_block:
            return view(request, *args, **given)  # the data's state leaves out our own writes
        # Asked before the view reads: what is written meanwhile then makes the key an old one.
        key = _key(request)
        pages = caches["pages"]
        found = pages.get(key)
        if found is not None:
            body, headers = found
            return HttpResponse(body, headers=headers)
        response = view(request, *args, **given)
        if _may_be_kept(request, response):
            pages.set(key, (response.content, dict(response.headers)))
        return response

    return answer


def state_of_data() -> str:
    """Return words that are others as soon as something was written that a reader can see.

    PostgreSQL names its snapshots. On SQLite it is the last line of the log: every action
    writes one, and writers queue, so the lines have the order in which they became visible.
    """
    on_postgresql = connection.vendor == "postgresql"
    question = (
        "SELECT pg_current_snapshot()" if on_postgresql else "SELECT max(id) FROM audit_entry"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


def _key(request: HttpRequest) -> str:
    asked = (
        state_of_data(),
        timezone.localdate(),
        request.user.pk,
        request.method,
        request.get_host(),
        request.get_full_path(),
        # Language, size of the text, and the secret that the forms on the page carry.
        sorted(request.COOKIES.items()),
    )
    return hashlib.sha256(repr(asked).encode()).hexdigest()


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether the answer would be the same next time: a message is shown but once."""
    return (
        request.method == "GET"
        and response.status_code == _OK
        and response.headers["Content-Type"] in _KINDS
        and "messages" not in request.COOKIES
        # Else the page carries a secret that its reader is only now given.
        and request.META.get("CSRF_COOKIE") == request.COOKIES.get(settings.CSRF_COOKIE_NAME)
    )
