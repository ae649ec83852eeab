"""The example world of the benches: loaded once into a directory of its own."""

import os
import subprocess
import sys
import time
from pathlib import Path


def load(home: Path) -> float:
    """Load the example world into a directory; return the seconds it took."""
    environment = {**os.environ, "CHIBO_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    before = time.monotonic()
    command = [sys.executable, "-m", "chibo", "demo", "--no-serve"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    took = time.monotonic() - before
    collect = [sys.executable, "-m", "chibo", "collectstatic", "--no-input", "-v", "0"]
    subprocess.run(collect, env=environment, check=True)
    return took


def ask(home: Path, expression: str) -> str:
    """Return what an expression prints in a shell of the loaded world."""
    environment = {**os.environ, "CHIBO_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "chibo", "shell", "-v", "0", "-c", expression]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()
