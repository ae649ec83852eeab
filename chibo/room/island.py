"""A page that works without a network: what a phone keeps of it, and its words.

Nothing here is anybody's data: the page is the same for everybody.
"""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles.finders import find
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

_FACES = [
    f"built/fonts/{face}-{weight}.woff2"
    for face in ("latin", "vietnamese", "figures")
    for weight in (400, 600, 700)
]


@dataclass(frozen=True, slots=True)
class Island:
    """One such page. name: of its built script; page: the name of its address."""

    name: str
    page: str
    template: str

    def words(self) -> dict[str, str]:
        """Return the sentences of its script in the reader's language."""
        said = {sentence: _(sentence) for sentence in _sentences(self.name)}
        return {sentence: words for sentence, words in said.items() if words != sentence}

    def worker(self, request: HttpRequest) -> HttpResponse:
        """Return the service worker, with the files it keeps; their content makes its version."""
        names = ["built/chibo.css", f"built/{self.name}.js", "icon.svg", *_FACES]
        files = [static(name) for name in names]
        shell = render_to_string(self.template, {"words": self.words()}, request)
        script = _built(f"{self.name}.worker.js")
        version = sha256("\n".join([*files, shell, script]).encode()).hexdigest()[:16]
        about = {"version": f"{self.name}-{version}", "page": reverse(self.page), "files": files}
        body = f"self.CHIBO={json.dumps(about)};\n{script}"
        headers = {"Cache-Control": "no-cache"}
        return HttpResponse(body, content_type="text/javascript", headers=headers)


@cache
def _sentences(name: str) -> tuple[str, ...]:
    return tuple(json.loads(_built(f"{name}.words.json")))


def _built(name: str) -> str:
    path = find(f"built/{name}")
    if path is None:
        raise FileNotFoundError(name)
    return Path(str(path)).read_text(encoding="utf-8")
