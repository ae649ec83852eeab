"""Noting who opened a member's record; the member sees it (law 12)."""

from datetime import datetime

from chibo.audit.models import Opening
from chibo.people.models import Person


def note_opening(*, person: Person, by: str, shown_as: str, at: datetime) -> None:
    """Note that somebody other than the person himself opened his record.

    shown_as: how the member reads who it was.
    """
    Opening.objects.create(at=at, account=by, shown_as=shown_as, person_key=str(person.pk))
