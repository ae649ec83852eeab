"""Which cells somebody may offer help to, and what was offered."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from chibo.access.queries import granted_at, units_where
from chibo.access.rules import Ability
from chibo.base.periods import valid_on
from chibo.people.models import Account
from chibo.people.queries import account_name
from chibo.supervision.models import Assignment, HelpOffer
from chibo.units.models import Unit
from chibo.units.queries import existing, path


def cells_helped_by(account: Account, on: date) -> QuerySet[Unit]:
    """Return the cells an account may offer help to on a day.

    Those below a committee whose supervision it keeps, and those its person follows and may write
    slips about.
    """
    kept = units_where(account, Ability.KEEP_SUPERVISION, on=on).values("pk")
    reach = Q(pk__in=kept)
    if account.person_id is not None:
        reach |= Q(pk__in=_followed(account, on))
    return Unit.objects.filter(reach, valid_on(on), kind__is_cell=True)


def _followed(account: Account, on: date) -> QuerySet[Unit, int]:
    follows = Assignment.objects.filter(valid_on(on), official=account.person_id).values("cell")
    reach = units_where(account, Ability.WRITE_SLIP, on=on)
    return reach.filter(pk__in=follows).values_list("pk", flat=True)


def committee_helping(account: Account, cell: Unit, on: date) -> Unit:
    """Return in the name of which committee an account offers help to a cell it may help.

    The nearest above the cell whose supervision it keeps; else the one that assigned its person.
    """
    granted = granted_at(account, [Ability.KEEP_SUPERVISION], on)
    above = next((unit for unit in reversed(path(cell, on)) if unit.pk in granted), None)
    if above is not None:
        return above
    rows = Assignment.objects.filter(valid_on(on), official=account.person_id, cell=cell)
    return rows.select_related("unit").order_by("since", "pk")[0].unit


def offers_of(cell: Unit) -> QuerySet[HelpOffer]:
    """Return what was offered to a cell, the latest first."""
    rows = HelpOffer.objects.filter(cell=cell).select_related("unit")
    return rows.order_by("-offered_on", "-pk")


def open_offer_of(cell: Unit) -> HelpOffer | None:
    """Return the offer to a cell of which nobody wrote yet what came of it."""
    return HelpOffer.objects.filter(cell=cell, closed_on=None).select_related("unit").first()


def open_offers(account: Account, on: date) -> list[tuple[Unit, HelpOffer]]:
    """Return the open offers an account looks after, the soonest to ask again first. Two queries."""
    helped = cells_helped_by(account, on).values("pk")
    rows = list(
        HelpOffer.objects.filter(cell__in=helped, closed_on=None).order_by("follow_up_on", "pk")
    )
    cells = existing(on).in_bulk([row.cell_id for row in rows])
    return [(cells[row.cell_id], row) for row in rows]


def help_due(account: Account, on: date) -> list[tuple[Unit, HelpOffer]]:
    """Return the open offers of which an account is to ask today how it goes."""
    return [row for row in open_offers(account, on) if row[1].follow_up_on <= on]


def help_offered(cell: Unit) -> dict[str, Any]:
    """Return what a page shows the cell's committee: the open offer, and who made it."""
    offer = open_offer_of(cell)
    return {"offer": offer, "who": account_name(offer.offered_by)} if offer else {}


def asked_again_on(cells: Collection[int], on: date) -> dict[int, date]:
    """Return when somebody asks again, by cell, of those with an open offer on a day. One query."""
    rows = HelpOffer.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=on), cell__in=cells, offered_on__lte=on
    )
    return dict(rows.order_by("pk").values_list("cell", "follow_up_on"))
