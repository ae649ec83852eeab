"""A small example world for the whole module: all units and members, four cells that met."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from chibo.example.world import load_world
from chibo.guidance.loading import load_guidance
from chibo.quality.loading import load_sheets
from chibo.resolutions.loading import load_themes
from chibo.units.loading import load_kinds

SEED = 2021
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@contextmanager
def _undone() -> Iterator[None]:
    """A transaction that leaves nothing, in which actions may open their own."""
    block = transaction.atomic()
    # As Django's TestCase does; a durable block inside it would be refused otherwise.
    block._from_testcase = True  # type: ignore[attr-defined]  # known to Django only
    with block:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    """Return the moment up to which a loaded example world has met.

    Tests are marked django_db, so each changes the world within a transaction of its own.
    """
    was_example = settings.IS_EXAMPLE
    with django_db_blocker.unblock(), _undone():
        load_kinds()
        load_guidance()
        load_themes()
        load_sheets()
        load_world(seed=SEED, now=NOW, meeting_cells=4)
        yield NOW
    settings.IS_EXAMPLE = was_example
    (settings.CHIBO_HOME / "example").unlink()
