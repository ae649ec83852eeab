"""Where an installation keeps its data: one directory and a key."""

import os
import secrets
from pathlib import Path


def home() -> Path:
    """Return the data directory: CHIBO_HOME, else var/ of a checkout, else ~/.chibo."""
    named = os.environ.get("CHIBO_HOME")
    if named:
        return Path(named).expanduser().resolve()
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").exists():
        return checkout / "var"
    return Path.home() / ".chibo"


def secret_key(directory: Path) -> str:
    """Return the installation's key, made at its first use and readable by its owner only."""
    path = directory / "secret.key"
    if path.exists():
        return path.read_text().strip()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_urlsafe(48)
    # Two processes may start at once: the one that links its file first wins.
    draft = directory / f"secret.{os.getpid()}.tmp"
    draft.touch(mode=0o600)
    draft.write_text(key)
    try:
        os.link(draft, path)
    except FileExistsError:
        key = path.read_text().strip()
    finally:
        draft.unlink()
    return key
