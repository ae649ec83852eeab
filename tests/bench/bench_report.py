"""What the quarterly report of the example world costs, with every file of it."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import world

_QUARTER = (
    "from django.utils import timezone; from chibo.quality.rules.spans import around;"
    "print(around(timezone.localdate(), 3).before.key)"
)


def bench_the_quarterly_report() -> None:
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as directory:
        home = Path(directory)
        world.load(home)
        quarter = world.ask(home, _QUARTER)
        command = [sys.executable, "-m", "chibo", "report", "quarterly", "--unit", "TH"]
        before = time.monotonic()
        done = subprocess.run(
            [*command, "--quarter", quarter, "--out", str(home / "out")],
            env=world.surroundings(home),
            check=True,
            capture_output=True,
            text=True,
        )
        took = time.monotonic() - before
        sizes = ", ".join(
            f"{Path(name).suffix} {Path(name).stat().st_size // 1024} kB"
            for name in done.stdout.split()
        )
        print(f"\nthe report of {quarter} with its files: {took:.1f} s (limit 3 s); {sizes}")
