"""Nobody gets in without signing in, and nobody loses words by it."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from chibo.base.dead_ends import typed


class SignInFirst(LoginRequiredMiddleware):
    """Send who is signed out to the door; with a form in hand, show first what it holds."""

    def handle_no_permission(  # type: ignore[override]  # a page of ours, too
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """Answer who may not be here."""
        texts = typed(request) if request.method == "POST" else []
        if not texts:
            return super().handle_no_permission(request, view_func)
        context = {"typed": texts, "back": _page_before(request)}
        return render(request, "access/sign_in_first.html", context, status=403)


def _page_before(request: HttpRequest) -> str:
    """Return the path of the page that held the form; what took the form shows nothing."""
    address = urlsplit(request.headers.get("Referer", ""))
    return address.path if address.netloc == request.get_host() else "/"
