"""Roles that are added, that end by themselves, and that nobody takes from himself."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from chibo.access import actions
from chibo.access.models import Grant
from chibo.access.queries import grants_where, roles_held
from chibo.people.actions import members
from chibo.people.models import Account, Membership, Post
from tests import factories
from tests.factories.access import ABOVE, IN_THE_CELL, NEIGHBOUR, account_of, next_to, reader
from tests.factories.meetings import BY, Village
from tests.factories.watching import logged, refused

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
OPEN = "/accounts/TT.01/open/"


def said(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def loaded(account: Account) -> Account:
    """Return the account as the next request loads it."""
    return Account.objects.get(pk=account.pk)


def test_who_moves_sees_the_old_cell_no_longer(village: Village) -> None:
    member = factories.account("lan", "member", at=village.cell, of=village.plain[0])
    assert [grant.unit for grant in roles_held(member, TODAY)] == [village.cell]

    members.transfer(person_id=village.plain[0].pk, to=next_to(village), since=TODAY, **BY)

    assert roles_held(loaded(member), TODAY) == ()
    assert roles_held(loaded(member), TODAY - timedelta(days=1)) != ()


def test_who_leaves_opens_nothing_and_the_office_is_told(village: Village) -> None:
    client = reader("secretary", village)
    assert client.get("/cells/TT.01/").status_code == 200

    members.leave(person_id=village.secretary.pk, on=TODAY, ending="moved_out", **BY)

    assert client.get("/cells/TT.01/").status_code == 404
    assert client.get("/").status_code == 403
    accounts = said(reader("office", village).get("/accounts/"))
    assert "opens nothing: the member is no longer in this cell" in accounts


def test_a_deputy_from_another_cell_has_the_role_by_the_post(village: Village) -> None:
    guest = factories.member(next_to(village), "Vi Văn Chài")
    account = factories.account("chai", "deputy_secretary", at=village.cell, of=guest)
    assert roles_held(account, TODAY) == ()

    factories.post(guest, village.cell, "deputy_secretary")

    assert [grant.role for grant in roles_held(loaded(account), TODAY)] == ["deputy_secretary"]


@pytest.mark.parametrize("role", ["office", "supervisor"])
def test_roles_above_a_cell_ask_for_no_membership(village: Village, role: str) -> None:
    outside = factories.member(next_to(village), "Vi Văn Chài")
    account = factories.account("chai", role, at=village.commune, of=outside)

    assert [grant.role for grant in roles_held(account, TODAY)] == [role]


def test_a_member_with_an_account_is_given_another_role(village: Village) -> None:
    office = reader("office", village)
    account = factories.account("lan", "member", at=village.cell, of=village.plain[0])
    assert f"{village.plain[0].full_name} (lan)" in said(office.get(OPEN))

    with logged("role.granted", "TT.01"):
        given = office.post(OPEN, {"person": village.plain[0].pk, "role": "meeting_secretary"})

    assert given.status_code == 302
    assert {grant.role for grant in roles_held(loaded(account), TODAY)} == {
        "member",
        "meeting_secretary",
    }
    assert loaded(account).password == account.password


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"username": "lan2", "password": "mật khẩu dài"}, "has an account already: lan."),
        ({"password": "mật khẩu dài"}, "has an account already: lan."),
        ({"role": "member"}, "holds this role here already."),
    ],
)
def test_what_is_no_new_role_is_refused(
    village: Village, typed: dict[str, str], sentence: str
) -> None:
    office = reader("office", village)
    factories.account("lan", "member", at=village.cell, of=village.plain[0])

    form = {"person": village.plain[0].pk, "role": "meeting_secretary"}
    answer = office.post(OPEN, form | typed)

    assert answer.status_code == 409
    assert sentence in said(answer)
    assert Grant.objects.filter(account__username="lan").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"username": "", "password": "mật khẩu dài"}, "Give a name to sign in with."),
        ({"username": "lan", "password": ""}, "Give a password."),
    ],
)
def test_a_new_account_needs_a_name_and_a_password(
    village: Village, typed: dict[str, str], sentence: str
) -> None:
    form = {"person": village.plain[0].pk, "role": "member"}

    answer = reader("office", village).post(OPEN, form | typed)

    assert answer.status_code == 422
    assert sentence in said(answer)
    assert not Account.objects.filter(username="lan").exists()


def test_nobody_ends_the_role_by_which_accounts_are_kept(village: Village) -> None:
    client = reader("office", village)
    own = Grant.objects.get(account__username="office")

    with refused(actions.OwnKeys):
        actions.end_grant(grant_id=own.pk, until=TODAY, **(BY | {"by": "office"}))
    answer = client.post(f"/accounts/grants/{own.pk}/end/")

    assert answer.status_code == 409
    assert "Ask another who keeps them to end it." in said(answer)
    actions.end_grant(grant_id=own.pk, until=date.max, **(BY | {"by": "technician"}))


@pytest.mark.parametrize("role", [*IN_THE_CELL, *ABOVE, NEIGHBOUR])
@pytest.mark.parametrize("how", ["as it was", "left", "moved", "kept a post", "without a person"])
def test_what_rests_in_the_list_opens_nothing(village: Village, role: str, how: str) -> None:
    """The office's list asks the rule of rows, `roles_held` of one account: they must agree."""
    account = account_of(role, village)
    person = account.person
    if person is not None and how != "as it was":
        Post.objects.filter(person=person).exclude(
            kind="secretary" if how == "kept a post" else ""
        ).delete()
        if how == "moved":
            Membership.objects.filter(person=person).update(cell=next_to(village))
        elif how in {"left", "kept a post"}:
            Membership.objects.filter(person=person).delete()
        else:
            Account.objects.filter(pk=account.pk).update(person=None)
    keeper = factories.account("coquan", "office", at=village.commune)

    held = set(roles_held(Account.objects.get(pk=account.pk), TODAY))
    listed = grants_where(keeper, TODAY).filter(account=account)

    assert held == {one for one in listed if not getattr(one, "rests")}  # noqa: B009 - annotated
