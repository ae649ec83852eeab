"""A person's name and the few facts the register holds of him."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.base.seen import fingerprint
from chibo.base.text import fold, name_key, nfc
from chibo.people.actions.guards import CannotKeep, Stale, locked
from chibo.people.models import Person


class CardTaken(CannotKeep):
    """Another person on the register has this card number."""

    def __init__(self, person: Person) -> None:
        super().__init__(person.card_number)
        self.person = person


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the register says of a person. Dates are "1988-09-05", "1988-09", "1988" or ""."""

    full_name: str
    born: str = ""
    joined: str = ""
    ceremony: str = ""
    official: str = ""
    card_number: str = ""
    phone: str = ""
    has_smartphone: bool = False


def named(person: Person, full_name: str) -> Person:
    """Give a person a name together with the keys that sort and find it."""
    person.full_name = nfc(full_name)
    person.name_key = name_key(full_name)
    person.folded = fold(full_name)
    return person


def describe(person: Person, particulars: Particulars) -> list[str]:
    """Give a person what the register says of him; return the fields that changed. Saves nothing.

    Raises CardTaken.
    """
    values = asdict(particulars)
    values["full_name"] = nfc(particulars.full_name)
    card = values["card_number"]
    other = Person.objects.filter(card_number=card).exclude(pk=person.pk).first() if card else None
    if other is not None:
        raise CardTaken(other)
    changed = sorted(key for key, value in values.items() if getattr(person, key) != value)
    for key, value in values.items():
        setattr(person, key, value)
    named(person, particulars.full_name)
    return changed


def seen_of(person: Person) -> tuple[object, ...]:
    """Return what a form that corrects a person's record shows of it."""
    return tuple(getattr(person, field.name) for field in fields(Particulars))


def correct(
    *, person_id: int, particulars: Particulars, by: str, at: datetime, seen: str = ""
) -> Person:
    """Correct what the register says of a person; the log names the fields, not the values.

    seen: fingerprint of the record as the form showed it; "" asks nothing.

    Raises CardTaken or Stale; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        person = locked(person_id)
        if seen and seen != fingerprint(*seen_of(person)):
            raise Stale
        changed = describe(person, particulars)
        keys = {"name_key", "folded"} if "full_name" in changed else set()
        person.save(update_fields={*changed, *keys})
        record("person.corrected", person, by=by, at=at, fields=changed)
    return person
