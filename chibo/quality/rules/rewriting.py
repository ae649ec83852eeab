"""A sheet's text with other values in it: what a person noted beside them stays.

A page changes plain values; the file keeps its comments, its quotes and its order.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from chibo.quality.rules.layers import Find, without_base
from chibo.quality.rules.located import load

Data = dict[str, Any]

# What tells one mapping of a list from the others.
_NAMES = ("group", "criterion", "override", "grade", "period")
_SHORT = 4
# What every reader of YAML takes for the same text without quotes, also inside brackets.
_HARMLESS = re.compile(r"\w([\w ./-]*\w)?")


class _Representer(RoundTripRepresenter):
    """Writes exact numbers as they are read."""


def _number(representer: RoundTripRepresenter, number: Decimal) -> ScalarNode:
    node: ScalarNode = representer.represent_scalar("tag:yaml.org,2002:float", f"{number:f}")
    return node


_Representer.add_representer(Decimal, _number)


def rewritten(text: str, data: Mapping[str, Any]) -> str:
    """Return a sheet's text with the values of `data`; the text has been read before.

    Values that stay are not touched, and neither are the comments beside them.
    """
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    root = yaml.load(text)
    _into_mapping(root, data)
    out = StringIO()
    yaml.dump(root, out)
    return out.getvalue()


def flattened(text: str, find: Find) -> str:
    """Return a sheet that says itself all that it inherits.

    The comments of the sheet at the bottom stay. find: the text of a sheet by its key.
    """
    data, lowest = without_base(text, find)
    return rewritten(lowest, data)


def plain(text: str) -> Data:
    """Return the values of a sheet that was read before, to be changed."""
    data: Data = deepcopy(load(text).data)
    return data


def _into(node: Any, value: Any) -> Any:
    """Return what stands where a node stood: the node, if it can say the value."""
    if isinstance(value, Mapping) and isinstance(node, CommentedMap):
        _into_mapping(node, value)
        return node
    if isinstance(value, list) and isinstance(node, CommentedSeq):
        return _into_list(node, value)
    return node if _says(node, value) else _new(value)


def _says(node: Any, value: Any) -> bool:
    if isinstance(value, Mapping | list) or isinstance(node, CommentedMap | CommentedSeq):
        return False
    numbers = (int, float, Decimal)
    same_kind = isinstance(node, numbers) is isinstance(value, numbers)
    return same_kind and str(node) == str(value)


def _into_mapping(node: CommentedMap, value: Mapping[str, Any]) -> None:
    for key in [key for key in node if key not in value]:
        del node[key]
    for key, one in value.items():
        if key not in node:
            node[key] = _new(one)
            continue
        there = _into(node[key], one)
        if there is not node[key]:
            node[key] = there


def _into_list(node: CommentedSeq, value: list[Any]) -> CommentedSeq:
    names = [_name(one) for one in value]
    for place in reversed(range(len(node))):
        if _name(node[place]) is not None and _name(node[place]) not in names:
            del node[place]
    known = {_name(one): one for one in node if _name(one) is not None}
    if [_name(one) for one in node] == names[: len(node)]:
        for place, one in enumerate(value):
            if place == len(node):
                node.append(_new(one))
                continue
            there = _into(node[place], one)
            if there is not node[place]:
                node[place] = there
        return node
    # Another order: the parts move, each with its own comments.
    moved = CommentedSeq([_into(known.get(_name(one)), one) for one in value])
    if node.fa.flow_style():
        moved.fa.set_flow_style()
    return moved


def _name(value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return None
    return next((f"{name} {value[name]}" for name in _NAMES if name in value), None)


def _new(value: Any) -> Any:
    """A value as a file writes it: what is short in one line."""
    if isinstance(value, Mapping):
        made = CommentedMap((key, _new(one)) for key, one in value.items())
        if len(value) <= _SHORT and not any(
            isinstance(one, Mapping | list) for one in value.values()
        ):
            made.fa.set_flow_style()
        return made
    if isinstance(value, list):
        listed = CommentedSeq(_new(one) for one in value)
        if not any(isinstance(one, Mapping) for one in value):
            listed.fa.set_flow_style()
        return listed
    if isinstance(value, str) and not _HARMLESS.fullmatch(value):
        return DoubleQuotedScalarString(value)
    return value
