"""The page of the offline room and what a phone needs to keep it. Nothing here is anybody's data."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.finders import find
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie

_FACES = [
    f"built/fonts/{face}-{weight}.woff2"
    for face in ("latin", "vietnamese", "figures")
    for weight in (400, 600, 700)
]
_FILES = ["built/chibo.css", "built/room.js", "icon.svg", *_FACES]


@login_not_required
@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    """The room's page: the same for everybody, so that a phone may keep it."""
    return render(request, "room/shell.html", {"words": words(request)})


@login_not_required
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the files it keeps; their content makes its version."""
    files = [static(name) for name in _FILES]
    shell = render_to_string("room/shell.html", {"words": words(request)}, request)
    script = _built("room.worker.js")
    version = sha256("\n".join([*files, shell, script]).encode()).hexdigest()[:16]
    about = {"version": f"room-{version}", "page": reverse("room:shell"), "files": files}
    body = f"self.CHIBO={json.dumps(about)};\n{script}"
    return HttpResponse(body, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


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


def words(_request: HttpRequest) -> dict[str, str]:
    """Return the sentences of the room's script in the reader's language."""
    said = {sentence: _(sentence) for sentence in _sentences()}
    return {sentence: words for sentence, words in said.items() if words != sentence}


@cache
def _sentences() -> tuple[str, ...]:
    return tuple(json.loads(_built("room.words.json")))


def _built(name: str) -> str:
    path = find(f"built/{name}")
    if path is None:
        raise FileNotFoundError(name)
    return Path(str(path)).read_text(encoding="utf-8")
