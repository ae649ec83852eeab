"""Actions leave a line of the log: what was written can be answered for, and ends kept pages."""

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from tests.support.house import ROOT

WRITERS = {"record", "record_installation", "log"}
# Who opened a member's record has a table of its own.
HAVE_THEIR_OWN = {"note_opening"}

Functions = dict[str, ast.FunctionDef]


@cache
def modules() -> dict[str, Functions]:
    """Return the functions of each actions module, by its path."""
    paths = sorted((ROOT / "chibo").rglob("*.py"))
    return {
        str(path.relative_to(ROOT)): {
            node.name: node
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef)
        }
        for path in paths
        if path.parent.name == "actions" or path.stem.rpartition("_")[2] == "actions"
    }


def actions() -> Iterator[tuple[str, bool]]:
    """Yield each function of an actions module that is told who acts, and whether it logs."""
    for path, functions in modules().items():
        for name, node in functions.items():
            told = {argument.arg for argument in node.args.kwonlyargs}
            if "by" in told and not name.startswith("_") and name not in HAVE_THEIR_OWN:
                yield f"{path}:{name}", _logs(node, path)


def _logs(node: ast.FunctionDef, path: str) -> bool:
    """Say whether a function writes a line, itself or by another one of these modules."""
    functions = modules()[path]
    for call in ast.walk(node):
        if not isinstance(call, ast.Call):
            continue
        match call.func:
            case ast.Name(id=name) if name in WRITERS:
                return True
            case ast.Name(id=name) if name in functions and name != node.name:
                if _logs(functions[name], path):
                    return True
            case ast.Attribute(value=ast.Name(id=module), attr=name):
                # Of the module beside it: members.move.
                beside = f"{path.rpartition('/')[0]}/{module}.py"
                found = modules().get(beside, {}).get(name)
                if found is not None and _logs(found, beside):
                    return True
    return False


@pytest.mark.parametrize(("name", "logs"), [pytest.param(*row, id=row[0]) for row in actions()])
def test_an_action_writes_a_line(name: str, logs: bool) -> None:
    assert logs, f"{name} calls none of {', '.join(sorted(WRITERS))}"
