"""How a phone learns to trust this machine. Open to all: nothing here is anybody's data."""

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from chibo.base.middleware import policy_with_image_from
from chibo.https import queries
from chibo.https.certificates import as_der, fingerprint
from chibo.https.rules import bracketed, in_groups
from chibo.https.showing import profile_of, qr_code

# A check of last week says nothing about this phone today.
_FRESH = {"Cache-Control": "no-store"}

# A square, which shows that it came; the words stand on the page.
_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    """The page that a phone opens first, and the sheet for the office's wall."""
    # In the address, since a cookie set here would not reach the pages by HTTPS.
    asked = request.GET.get("language", request.LANGUAGE_CODE)
    with translation.override("en" if asked == "en" else "vi"):
        answer = _filled(request)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _filled(request: HttpRequest) -> HttpResponse:
    served, authority = queries.served(), _authority()
    if served is None:
        return render(request, "https/not_served.html")
    # The host that brought the phone here is one that the certificate names.
    secure = served.origin(_host(request))
    if served.certificate or authority is None:
        return render(request, "https/nothing_to_do.html", {"secure": secure})
    phones = _phones(request)
    context = {
        "address": f"{served.plain_origin()}{reverse('https:trust')}",
        "secure": f"{secure}{reverse('https:trust')}",
        "check": "" if request.is_secure() else f"{secure}{reverse('https:check')}",
        "qr": qr_code(f"{served.plain_origin()}{reverse('https:trust')}"),
        "fingerprint": in_groups(fingerprint(authority)),
        "name": _name(authority),
        "until": authority.not_valid_after_utc,
        "phones": phones,
        "mine": phones[0],
    }
    answer = render(request, "https/trust.html", context)
    if not request.is_secure():
        answer.headers["Content-Security-Policy"] = policy_with_image_from(secure)
    return answer


@login_not_required
def certificate(request: HttpRequest) -> HttpResponse:
    """The authority's certificate, as Android and computers take it."""
    return _download(as_der(_present()), "application/x-x509-ca-cert", "chibo.crt")


@login_not_required
def profile(request: HttpRequest) -> HttpResponse:
    """The same for an iPhone, which takes it as a profile."""
    authority = _present()
    body = profile_of(
        authority,
        name=_name(authority),
        words=_("Lets this phone open Chibo on the office's network."),
    )
    return _download(body, "application/x-apple-aspen-config", "chibo.mobileconfig")


@login_not_required
def check(request: HttpRequest) -> HttpResponse:
    """A picture that a page without HTTPS can only show when the phone trusts this machine."""
    return HttpResponse(_PICTURE, content_type="image/svg+xml", headers=_FRESH)


@login_not_required
def worker(request: HttpRequest) -> HttpResponse:
    """A service worker that does nothing: a phone that may keep it may keep the room."""
    return HttpResponse("// Kept, therefore trusted.\n", "text/javascript", headers=_FRESH)


def _authority() -> x509.Certificate | None:
    try:
        kept = queries.authority()
    except queries.Unreadable:
        return None  # `chibo doctor` speaks of it; a phone can do nothing
    return kept.certificate if kept else None


def _present() -> x509.Certificate:
    authority = _authority()
    if authority is None:
        raise Http404
    return authority


def _name(authority: x509.Certificate) -> str:
    return str(authority.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _host(request: HttpRequest) -> str:
    host, _colon, port = request.get_host().rpartition(":")
    return bracketed(host.strip("[]")) if port.isdigit() and host else request.get_host()


def _phones(request: HttpRequest) -> list[str]:
    """Return which steps to show, those for the phone that asks first."""
    kinds = ["android", "iphone", "computer"]
    agent = request.headers.get("User-Agent", "")
    if "iPhone" in agent or "iPad" in agent:
        mine = "iphone"
    elif "Windows" in agent or "Macintosh" in agent:
        mine = "computer"
    else:
        mine = "android"
    return sorted(kinds, key=lambda kind: kind != mine)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **_FRESH}
    return HttpResponse(content, content_type=kind, headers=headers)
