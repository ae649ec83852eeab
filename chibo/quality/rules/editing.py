"""A sheet's plain values with one part of them changed. Nothing given is changed itself."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from chibo.quality.rules.findings import Path

Data = dict[str, Any]


def blank(*, key: str, title: str, issuer: str) -> str:
    """Return the text of a sheet that says nothing yet."""
    quoted = [f'"{words}"' for words in (_harmless(title), _harmless(issuer))]
    return f"sheet: {key}\ntitle: {quoted[0]}\nissuer: {quoted[1]}\nseen: local\n"


def _harmless(words: str) -> str:
    return words.replace("\\", " ").replace('"', "'")


def own(data: Mapping[str, Any], *, key: str, issuer: str) -> Data:
    """Return a copy of a sheet as its new issuer begins with it.

    Its number, its days and how far the original was seen belong to the first issuer.
    """
    gone = {"number", "signed_on", "since", "until", "unseen"}
    kept = {name: value for name, value in data.items() if name not in gone}
    return deepcopy({**kept, "sheet": key, "issuer": issuer, "seen": "local"})


def part_at(data: Any, path: Path) -> Any:
    """Return what stands at a path. Raises KeyError or IndexError where nothing does."""
    for step in path:
        data = data[step]
    return data


def with_part(data: Mapping[str, Any], path: Path, value: Any) -> Data:
    """Return values with another part at a path; one place past the end of a list adds it.

    None, or a list without anything, takes the part out.
    """
    changed = deepcopy(dict(data))
    *above, last = path
    around: Any = changed
    for step in above:
        around = around.setdefault(step, []) if isinstance(around, dict) else around[step]
    if isinstance(around, list):
        # A slice: one past the end adds.
        place = int(last)
        around[place : place + 1] = [] if value is None else [value]
    else:
        around[last] = value
    return {name: one for name, one in changed.items() if one not in (None, [])}


def moved(data: Mapping[str, Any], path: Path, by: int) -> Data:
    """Return values with one part of a list some places further; at an end it stays."""
    changed = deepcopy(dict(data))
    around = part_at(changed, path[:-1])
    place = int(path[-1])
    there = place + by
    if 0 <= there < len(around):
        around[place], around[there] = around[there], around[place]
    return changed


def renamed(data: Mapping[str, Any], was: str, key: str) -> Data:
    """Return values in which all that names one criterion or group names it by another key."""
    changed = deepcopy(dict(data))
    for rule in [changed, *changed.get("roll_up", [])]:
        for gate in rule.get("gates", []):
            if "full" in gate:
                gate["full"] = [key if one == was else one for one in gate["full"]]
    criteria = [one for group in changed.get("groups", []) for one in group["criteria"]]
    applies = [one["applies"] for one in criteria if "applies" in one]
    for one in [*changed.get("settled", []), *applies]:
        one |= {word: key for word in ("criterion", "to") if one.get(word) == was}
    return changed
