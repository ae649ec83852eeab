"""A sheet that goes on with another one: its gates, overrides and roll-ups on that one's points."""

from collections.abc import Callable
from typing import Any

from chibo.quality.rules.findings import Fault, Finding
from chibo.quality.rules.located import Located, load

# How to find the text of a sheet by its key; None when there is none.
Find = Callable[[str], str | None]

# What says which sheet it is and how far it was seen goes with each sheet and is not inherited.
_OWN = {"sheet", "title", "issuer", "number", "signed_on", "since", "until", "seen", "unseen"}
_LONGEST_CHAIN = 5


def on_its_base(found: Located, find: Find) -> tuple[Located, list[Finding]]:
    """Return a sheet's data with what it inherits; a base nobody has is a finding.

    What the sheet says itself replaces what the base says, whole lists at a time.
    """
    data, missing, _lowest = _merged(dict(found.data), find)
    if missing is None:
        return Located(data, found.lines), []
    fault = Finding(Fault.UNKNOWN_BASE, found.line(("extends",)), facts={"base": missing})
    return Located(data, found.lines), [fault]


def without_base(text: str, find: Find) -> tuple[dict[str, Any], str]:
    """Return the values of a sheet together with what it inherits, and the text at the bottom."""
    data, _missing, lowest = _merged(load(text).data, find)
    data.pop("extends", None)
    return data, lowest or text


def _merged(data: dict[str, Any], find: Find) -> tuple[dict[str, Any], str | None, str]:
    """The values on those of all bases, the base nobody has, and the text of the lowest."""
    lowest = ""
    base = data.get("extends")
    for _step in range(_LONGEST_CHAIN):
        if base is None:
            return data, None, lowest
        text = find(str(base))
        inherited = load(text).data if text is not None else None
        if text is None or not isinstance(inherited, dict):
            break
        lowest = text
        data = {**{key: inherited[key] for key in inherited if key not in _OWN}, **data}
        base = inherited.get("extends")
    return data, str(base), lowest
