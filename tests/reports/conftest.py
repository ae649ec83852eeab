"""The village cell of these tests."""

import pytest

from tests.factories import meetings as made
from tests.factories.meetings import Village


@pytest.fixture
def village() -> Village:
    return made.village()
