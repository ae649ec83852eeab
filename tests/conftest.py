"""What all tests share."""

import pytest
from django.core.cache import caches
from hypothesis import settings

# No deadline: a busy machine is no bug. No database: a run depends on nothing before it.
settings.register_profile("chibo", deadline=None, database=None, derandomize=True)
settings.load_profile("chibo")


@pytest.fixture(autouse=True)
def _no_page_of_another_test() -> None:
    """Forget kept pages: the numbers of the log begin anew with every test."""
    caches["pages"].clear()
