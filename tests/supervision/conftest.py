import pytest
from django.test import Client

from chibo.people.models import Account
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.supervision.seeing import of
"""The village cell of these tests, and an official of the commune's own cell."""

import pytest

from chibo.people.models import Person
from chibo.units.models import Unit
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village


@pytest.fixture
def village(db: None) -> Village:
    """A village cell under a commune with an office."""
    found = made.village()
    factories.account("vanphong", "office", at=found.commune)
    return found


@pytest.fixture
def official(village: Village) -> Account:
    """An official of the commune who follows its cells."""
    person = factories.person("Ngân Văn Mừng")
    return factories.account("canbo", "supervisor", at=village.commune, of=person)


@pytest.fixture
def browser(official: Account) -> Client:
    """The official's browser, in English."""
    return of(official)
    return made.village()


@pytest.fixture
def agency(village: Village) -> Unit:
    """The cell of the commune's offices."""
    return factories.unit("TT.09", kind="agency_cell", name="cơ quan xã", under=village.commune)


@pytest.fixture
def official(agency: Unit) -> Person:
    """A member of that cell, without an account."""
    return factories.member(agency, "Hà Thị Duyên")
