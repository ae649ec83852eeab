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
    data: dict[str, Any] = dict(found.data)
    base = data.get("extends")
    for _step in range(_LONGEST_CHAIN):
        if base is None:
            return Located(data, found.lines), []
        text = find(str(base))
        inherited = load(text).data if text is not None else None
        if not isinstance(inherited, dict):
            break
        data = {**{key: inherited[key] for key in inherited if key not in _OWN}, **data}
        base = inherited.get("extends")
    fault = Finding(Fault.UNKNOWN_BASE, found.line(("extends",)), facts={"base": str(base)})
    return Located(data, found.lines), [fault]
