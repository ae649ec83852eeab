from collections.abc import Iterator

import pytest
from django.utils import translation

from chibo.quality.loading import load_sheets
from tests.factories import meetings as made
from tests.factories.meetings import Village


@pytest.fixture
def village(db: None) -> Village:
    """A village cell, with the shipped sheets loaded."""
    found = made.village()
    load_sheets()
    return found


@pytest.fixture(autouse=True)
def _in_vietnamese() -> Iterator[None]:
    """Commands speak the language of the installation, whatever a page before them spoke."""
    with translation.override("vi"):
        yield
