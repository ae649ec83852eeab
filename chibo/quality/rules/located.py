"""YAML as plain values, with the line of each.

Only what a sheet needs: no tags, no anchors (a small file could otherwise grow without end), no
key twice, numbers exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from chibo.quality.rules.findings import Fault, Finding, Path

# A sheet of forty criteria has some 15,000 characters.
LONGEST = 200_000
_DEEPEST = 20
# The same in C where PyYAML was built with it, and several times quicker.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unreadable(Exception):
    """A text that is no plain YAML; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Located:
    """Plain values and the lines they stand on, by the path to each."""

    data: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of a value; of what is around it when it is not there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str) -> Located:
    """Read a YAML text. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable(Finding(Fault.TOO_LONG, 1, facts={"most": str(LONGEST)}))
    try:
        _refuse_anchors(text)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark else 1
        raise Unreadable(Finding(Fault.NOT_YAML, line)) from None
    lines: dict[Path, int] = {}
    data = None if root is None else _plain(root, (), lines)
    return Located(data, lines)


def _refuse_anchors(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise Unreadable(Finding(Fault.NOT_YAML, line))


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one, (*path, place), lines) for place, one in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in node.value:
        key = str(name.value)
        if key in found:
            line = name.start_mark.line + 1
            raise Unreadable(Finding(Fault.TWICE_IN_FILE, line, facts={"word": key}))
        found[key] = _plain(value, (*path, key), lines)
    return found


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "int" if text.lstrip("-").isdigit():
            return int(text)
        case "float" if text.replace(".", "", 1).lstrip("-").isdigit():
            return Decimal(text)
        case "null":
            return None
    # Days stay text, and so does yes: a condition may be just that.
    return text
