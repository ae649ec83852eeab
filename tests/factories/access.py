"""One account of every role: in a village cell, above it, and beside it."""

from django.test import Client

from chibo.people.models import Account
from chibo.units.models import Unit
from tests.factories.meetings import Village
from tests.factories.people import account
from tests.factories.units import unit

STRANGER = "stranger"
IN_THE_CELL = {
    "member": "member",
    "writer": "meeting_secretary",
    "committee": "committee_member",
    "deputy": "deputy_secretary",
    "secretary": "secretary",
}
ABOVE = {
    "office": "office",
    "supervisor": "supervisor",
    "board": "board",
    "technician": "technician",
}
# The secretary of the cell next to it.
NEIGHBOUR = "neighbour"
ROLES = [*IN_THE_CELL, *ABOVE, NEIGHBOUR]


def next_to(village: Village) -> Unit:
    """Return the cell next to a village's, made at its first use."""
    return Unit.objects.filter(code="TT.02").first() or unit(
        "TT.02", name="bản Ngàm", under=village.commune
    )


def account_of(role: str, village: Village) -> Account:
    """Return a new account of a role, in its person's name where it is a member's."""
    if role == NEIGHBOUR:
        return account(role, "secretary", at=next_to(village))
    if role in ABOVE:
        return account(role, ABOVE[role], at=village.commune)
    person = {
        "member": village.plain[0],
        "writer": village.plain[1],
        "committee": village.third,
        "deputy": village.deputy,
        "secretary": village.secretary,
    }[role]
    return account(role, IN_THE_CELL[role], at=village.cell, of=person)


def reader(role: str, village: Village) -> Client:
    """Return the browser of somebody of a role, in English; a stranger has not signed in."""
    client = Client()
    client.cookies["language"] = "en"
    if role != STRANGER:
        client.force_login(account_of(role, village))
    return client
