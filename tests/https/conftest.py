"""A data directory of its own for each test."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    """Return the data directory, in which nothing is yet."""
    settings.CHIBO_HOME = tmp_path
    return tmp_path
