"""Half-open periods `[since, until)` of days; `until` None means without an end."""

from datetime import date

from django.db.models import Q


def covers(since: date | None, until: date | None, day: date) -> bool:
    """Say whether a period holds on a day."""
    return (since is None or since <= day) and (until is None or day < until)


def overlap(since: date, until: date | None, other_since: date, other_until: date | None) -> bool:
    """Say whether two periods share a day."""
    return (other_until is None or since < other_until) and (until is None or other_since < until)


def valid_on(day: date, prefix: str = "") -> Q:
    """Return the condition that a row's period holds on a day.

    prefix: path of relations to the row, such as "placements__".
    """
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": day})
    )
