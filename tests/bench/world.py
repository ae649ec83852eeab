"""The example world of the benches: loaded once into a directory of its own."""

import os
import subprocess
import sys
import time
from pathlib import Path


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of a process that works on the loaded world, as users start it."""
    # Those of the tests would bring their own settings and database along.
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "CHIBO_HOME": str(home)}


def load(home: Path) -> float:
    """Load the example world into a directory; return the seconds it took."""
    environment = surroundings(home)
    before = time.monotonic()
    command = [sys.executable, "-m", "chibo", "demo", "--no-serve"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    took = time.monotonic() - before
    collect = [sys.executable, "-m", "chibo", "collectstatic", "--no-input", "-v", "0"]
    subprocess.run(collect, env=environment, check=True)
    return took


def ask(home: Path, expression: str) -> str:
    """Return what an expression prints in a shell of the loaded world."""
    command = [sys.executable, "-m", "chibo", "shell", "-v", "0", "-c", expression]
    done = subprocess.run(
        command, env=surroundings(home), check=True, capture_output=True, text=True
    )
    return done.stdout.strip()
