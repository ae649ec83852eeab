"""The page of the offline room and what a phone needs to keep it. Nothing here is anybody's data."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie

from chibo.room.island import Island

_ROOM = Island("room", page="room:shell", template="room/shell.html")


@login_not_required
@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    """The room's page: the same for everybody, so that a phone may keep it."""
    return render(request, "room/shell.html", {"words": _ROOM.words()})


@login_not_required
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the files it keeps."""
    return _ROOM.worker(request)


@login_not_required
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone shows when the room is put on its first screen."""
    return JsonResponse(
        {
            "name": f"Chibo – {_('Meeting room')}",
            "short_name": "Chibo",
            "lang": request.LANGUAGE_CODE,
            "start_url": reverse("room:shell"),
            "scope": reverse("room:shell"),
            "display": "standalone",
            "background_color": "#faf8f2",
            "theme_color": "#faf8f2",
            "icons": [{"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )
