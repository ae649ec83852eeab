"""A cell and its neighbour for the tests of people."""

import pytest

from chibo.units.models import Unit
from tests import factories


@pytest.fixture
def commune() -> Unit:
    return factories.unit("TT", kind="commune", name="Xã Trung Thượng")


@pytest.fixture
def cell(commune: Unit) -> Unit:
    return factories.unit("TT.MAY", name="bản Máy", under=commune)


@pytest.fixture
def neighbour(commune: Unit) -> Unit:
    return factories.unit("TT.NGAM", name="bản Ngàm", under=commune)
