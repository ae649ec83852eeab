"""Find a Chromium for the journeys; fetch one where the machine has none."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Without the first two it does not start in a container; the others keep it quiet.
SWITCHES = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


class NoBrowser(Exception):
    """There is no Chromium to be had; the text says what was tried."""


def chromium() -> str | None:
    """Return the path of the machine's Chromium, or None if it is Playwright's own."""
    return os.environ.get("CHIBO_TEST_BROWSER") or next(
        filter(None, map(shutil.which, NAMES)), None
    )


def ensure_chromium() -> None:
    """Install a Chromium if there is none: the system's as root, else Playwright's own.

    Raises NoBrowser when neither can be installed.
    """
    if chromium() or _installed_by_system() or _installed_by_playwright():
        return
    raise NoBrowser(
        "No browser for the journeys: none of " + ", ".join(NAMES) + " is on the PATH, and neither "
        "apt-get install chromium (as root) nor playwright install chromium succeeded."
    )


def _installed_by_system() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"]
    return (
        subprocess.run(["apt-get", "update", "--quiet"], env=quietly, check=False).returncode == 0
        and subprocess.run(install, env=quietly, check=False).returncode == 0
        and chromium() is not None
    )


def _installed_by_playwright() -> bool:
    # Does nothing when it is there already.
    install = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(install, check=False).returncode == 0
