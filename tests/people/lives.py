"""All that is written of people, to compare as wholes."""

from datetime import date
from typing import Any

from chibo.audit.models import Entry
from chibo.people.models import Membership, Person, Post, Standing, Term


def rows() -> dict[str, list[Any]]:
    """Return every row about people, and the log."""
    return {
        "Person": list(Person.objects.order_by("pk").values()),
        "Membership": list(Membership.objects.order_by("pk").values()),
        "Standing": list(Standing.objects.order_by("pk").values()),
        "Post": list(Post.objects.order_by("pk").values()),
        "Term": list(Term.objects.order_by("pk").values()),
        "Entry": list(Entry.objects.order_by("pk").values()),
    }


def without_ids() -> dict[str, list[Any]]:
    """Return the periods of people as they read, whatever their rows are called."""
    return {
        "Membership": list(
            Membership.objects.order_by("person", "kind", "since").values_list(
                "person", "cell", "kind", "since", "until", "ending", "begun_by", "cut_by"
            )
        ),
        "Post": list(Post.objects.order_by("pk").values()),
    }


def cells_of(person: Person) -> list[tuple[str, str, date, date | None, str]]:
    """Return where a person has met: kind, cell or place, since, until, why it ended."""
    return [
        (row.kind, row.cell.code if row.cell else row.place, row.since, row.until, row.ending)
        for row in Membership.objects.filter(person=person).order_by("since", "kind")
    ]


def logged() -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return the log: verb, key of the subject, code of the unit, detail."""
    return [
        (entry.verb, entry.subject_key, entry.unit_code, entry.detail)
        for entry in Entry.objects.order_by("pk")
    ]
