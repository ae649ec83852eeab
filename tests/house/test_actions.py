"""Actions leave a line of the log: what was written can be answered for, and ends kept pages."""

import ast
from collections.abc import Iterator

import pytest

from tests.support.house import ROOT

WRITERS = {"record", "record_installation", "log"}
# Who opened a member's record has a table of its own.
HAVE_THEIR_OWN = {"note_opening"}


def actions() -> Iterator[tuple[str, bool]]:
    """Yield each function of an actions module that is told who acts, and whether it logs."""
    for path in sorted((ROOT / "chibo").rglob("*.py")):
        if "actions" not in {path.stem, path.parent.name}:
            continue
        module = ast.parse(path.read_text(encoding="utf-8"))
        functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
        for name, node in functions.items():
            told = {argument.arg for argument in node.args.kwonlyargs}
            if "by" in told and not name.startswith("_") and name not in HAVE_THEIR_OWN:
                yield f"{path.relative_to(ROOT)}:{name}", _logs(node, functions)


def _logs(node: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> bool:
    """Say whether a function writes a line, itself or by another one of its module."""
    called = {
        call.func.id
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }
    inner = [functions[name] for name in called & functions.keys() - {node.name}]
    return bool(called & WRITERS) or any(_logs(one, functions) for one in inner)


@pytest.mark.parametrize(("name", "logs"), [pytest.param(*row, id=row[0]) for row in actions()])
def test_an_action_writes_a_line(name: str, logs: bool) -> None:
    assert logs, f"{name} calls none of {', '.join(sorted(WRITERS))}"
