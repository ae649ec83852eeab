"""The village cell of these tests, and an official of the commune's own cell."""

import pytest

from chibo.people.models import Person
from chibo.units.models import Unit
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village


@pytest.fixture
def village(db: None) -> Village:
    return made.village()


@pytest.fixture
def agency(village: Village) -> Unit:
    """The cell of the commune's offices."""
    return factories.unit("TT.09", kind="agency_cell", name="cơ quan xã", under=village.commune)


@pytest.fixture
def official(agency: Unit) -> Person:
    """A member of that cell, without an account."""
    return factories.member(agency, "Hà Thị Duyên")
