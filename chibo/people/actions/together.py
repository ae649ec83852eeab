"""What is done to many members at once: all of it or nothing."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from chibo.people.actions import members
from chibo.people.actions.guards import CannotKeep, locked
from chibo.people.models import Membership, Person
from chibo.units.models import Unit


class OneOfThem(CannotKeep):
    """One of several members cannot be moved, so none was."""

    def __init__(self, person: Person, refusal: CannotKeep) -> None:
        super().__init__(person.full_name, refusal)
        self.person = person
        self.refusal = refusal


def transfer_together(
    *,
    person_ids: Collection[int],
    to: Unit,
    since: date,
    by: str,
    at: datetime,
    decision: str = "",
) -> list[Membership]:
    """Move the official activity of several members to another cell here, from a day on.

    For a cell that was split, or a village's list after a merger; each as `members.transfer`.

    Raises OneOfThem with the first who cannot be moved, and why; then nothing has changed.
    """
    moved = []
    with transaction.atomic(durable=True):
        for person_id in sorted(person_ids):
            person = locked(person_id)
            try:
                moved.append(members.move(person, to, since, decision, by=by, at=at))
            except CannotKeep as refusal:
                raise OneOfThem(person, refusal) from refusal
    return moved
