"""Signing in and out, and how a reader wants his pages."""

from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from chibo.access.forms import SignInForm
from chibo.base.middleware import LANGUAGE_COOKIE

_YEAR = 60 * 60 * 24 * 365

sign_in = auth_views.LoginView.as_view(
    template_name="access/sign_in.html",
    authentication_form=SignInForm,
    redirect_authenticated_user=True,
)
sign_out = auth_views.LogoutView.as_view()


@login_not_required
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep the size of text and the language on this device, and go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = redirect(back)
    if request.POST.get("text") in ("xl", "normal"):
        response.set_cookie("text", request.POST["text"], max_age=_YEAR, samesite="Lax")
    if request.POST.get("language") in ("vi", "en"):
        chosen = request.POST["language"]
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=_YEAR, samesite="Lax")
    return response
