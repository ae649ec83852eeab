"""What house tests ask about: the rooms in their order, our models, the files of the repository."""

import tomllib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent.parent

# What make builds or tools leave behind; the rest is ours to answer for.
NOT_OURS = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "built",
    "dist",
    "faces",
    "fonts",
    "node_modules",
    "var",
}


@cache
def rooms() -> list[str]:
    """Return the rooms from first to last, built or not, as import-linter is told them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = {row["id"]: row for row in settings["tool"]["importlinter"]["contracts"]}
    return [layer.strip("()") for layer in reversed(contracts["rooms"]["layers"])]


def room_of(model: type[Model]) -> str:
    """Return the name of the room that a model lives in: chibo.meetings.models is meetings."""
    return model.__module__.split(".")[1]


def our_models() -> list[type[Model]]:
    """Return the models of our rooms."""
    return [model for model in apps.get_models() if model.__module__.startswith("chibo.")]


def our_texts(directory: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """Yield each text file of the repository with what it says."""
    for entry in sorted(directory.iterdir()):
        if entry.name in NOT_OURS:
            continue
        if entry.is_dir():
            yield from our_texts(entry)
            continue
        with suppress(UnicodeDecodeError):  # a picture
            yield entry, entry.read_text(encoding="utf-8")
