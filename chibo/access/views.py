"""Signing in and out, how a reader wants his pages, and the accounts an office keeps."""

from typing import Any

from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import actions, queries
from chibo.access.forms import AccountForm, PasswordForm, SignInForm
from chibo.access.http import MemberRequest
from chibo.access.rules import Ability, grantable
from chibo.base.middleware import LANGUAGE_COOKIE
from chibo.base.refusals import Refusal, Way, point_out, tell
from chibo.people.queries import members_of
from chibo.units.models import Unit
from chibo.units.queries import existing

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


def accounts(request: MemberRequest) -> HttpResponse:
    """The units an office keeps accounts of, each with who holds which role there."""
    return _accounts(request)


def _accounts(request: MemberRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    kept = queries.units_where(request.user, Ability.KEEP_ACCOUNTS, on=today).values("pk")
    units = existing(today).filter(pk__in=kept).select_related("kind").order_by("code")
    grants: dict[int, list[Any]] = {}
    for grant in queries.grants_where(request.user, today):
        grants.setdefault(grant.unit_id, []).append(grant)
    rows = [(unit, grants.get(unit.pk, [])) for unit in units]
    if not rows:
        raise Http404
    context = {"rows": rows, "refusal": refusal}
    return render(request, "access/accounts.html", context, status=status)


def open_account(request: MemberRequest, code: str) -> HttpResponse:
    unit = _kept(request, code)
    today = timezone.localdate()
    people = [member.person for member in members_of(unit, today)] if unit.kind.is_cell else []
    form = AccountForm(
        request.POST or None, people=people, roles=grantable(is_cell=unit.kind.is_cell)
    )
    context: dict[str, Any] = {"unit": unit, "form": form}
    if request.method != "POST":
        return render(request, "access/open.html", context)
    if not form.is_valid():
        point_out(form)
        return render(request, "access/open.html", context, status=422)
    try:
        _give(request, unit, form)
    except actions.NameTaken:
        taken = _("Somebody else signs in with this name. Choose another one.")
        tell(form, Refusal(taken, fields=("username",)))
    except actions.HasAccount as error:
        has = _(
            "This member has an account already: %(name)s. Leave name and password empty, and the role is added to it. If the password is lost, give a new one."
        ) % {"name": error.account.username}
        accounts_page = Way(_("See the accounts"), reverse("access:accounts"))
        tell(form, Refusal(has, (accounts_page,), ("person",)))
    except actions.AlreadyGranted:
        held = _("The account holds this role here already. Choose another role.")
        tell(form, Refusal(held, fields=("role",)))
    else:
        return redirect("access:accounts")
    return render(request, "access/open.html", context, status=409)


def _give(request: MemberRequest, unit: Unit, form: AccountForm) -> None:
    """Open an account, or add the role to the one that the member has."""
    who: dict[str, Any] = {"by": request.user.username, "at": timezone.now()}
    given = form.cleaned_data
    today = timezone.localdate()
    account = form.account
    if account is None:
        actions.open_account(**given, unit=unit, since=today, **who)
    elif given["username"] or given["password"]:
        raise actions.HasAccount(account)
    else:
        actions.grant_role(account=account, role=given["role"], unit=unit, since=today, **who)


@require_POST
def end_grant(request: MemberRequest, grant_id: int) -> HttpResponse:
    today = timezone.localdate()
    grant = get_object_or_404(queries.grants_where(request.user, today), pk=grant_id)
    try:
        actions.end_grant(
            grant_id=grant.pk, until=today, by=request.user.username, at=timezone.now()
        )
    except actions.OwnKeys:
        own = _(
            "By this role you keep the accounts yourself. Ask another who keeps them to end it."
        )
        return _accounts(request, refusal=own, status=409)
    return redirect("access:accounts")


def new_password(request: MemberRequest, grant_id: int) -> HttpResponse:
    """A new password for whoever holds a role that this office keeps."""
    today = timezone.localdate()
    grant = get_object_or_404(queries.grants_where(request.user, today), pk=grant_id)
    if not queries.may_keep(request.user, grant.account, today):
        raise Http404
    form = PasswordForm(request.POST or None)
    context = {"account": grant.account, "form": form}
    if request.method != "POST":
        return render(request, "access/password.html", context)
    if not form.is_valid():
        point_out(form)
        return render(request, "access/password.html", context, status=422)
    actions.set_password(
        account=grant.account,
        password=form.cleaned_data["password"],
        by=request.user.username,
        at=timezone.now(),
    )
    return redirect("access:accounts")


def _kept(request: MemberRequest, code: str) -> Unit:
    today = timezone.localdate()
    kept = queries.units_where(request.user, Ability.KEEP_ACCOUNTS, on=today).values("pk")
    return get_object_or_404(existing(today).filter(pk__in=kept).select_related("kind"), code=code)
