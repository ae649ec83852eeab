import pytest
from django.test import Client

from chibo.people.models import Account
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.supervision.visits.seeing import of


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
