"""The solver stays where it is."""

import re
from pathlib import Path

import chibo

ROOM = Path(chibo.__file__).parent
SOLVER = re.compile(r"^\s*(?:import|from) (highspy|numpy)\b", re.MULTILINE)
DJANGO = re.compile(r"^\s*(?:import|from) django\b", re.MULTILINE)


def test_only_planning_knows_the_solver_and_it_knows_no_django() -> None:
    files = list(ROOM.rglob("*.py"))
    planning = ROOM / "supervision" / "planning"

    knows = {file.parent for file in files if SOLVER.search(file.read_text())}

    assert knows == {planning}
    assert [file for file in planning.glob("*.py") if DJANGO.search(file.read_text())] == []
