"""Pages where there would be none: what was typed in vain, and an address that only takes forms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chibo.base.middleware import Answer

# Shorter values are keys, figures and choices, which nobody needs to copy.
_WORTH_KEEPING = 12


def typed(request: HttpRequest) -> list[str]:
    """Return the texts of a form that was sent: what somebody wrote and would miss."""
    return [
        text
        for name, texts in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for text in texts
        if len(text.strip()) >= _WORTH_KEEPING and " " in text.strip()
    ]


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose secret is another: signed in again since, or sent from elsewhere."""
    return render(request, "403_csrf.html", {"typed": typed(request)}, status=403)


class NoDeadEnds:
    """Say something where a view only refuses the way it was asked, and answers nothing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page
