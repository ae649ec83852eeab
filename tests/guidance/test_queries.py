"""Which value holds for a unit on a day: the nearest above decides, then the latest begun."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.guidance.loading import load_guidance
from chibo.guidance.models import RuleValue, Source
from chibo.guidance.names import BOARDS, Name
from chibo.guidance.queries import limits_for, reporting_values, values_for
from chibo.people.rules import threshold
from chibo.units.models import Unit
from tests import factories

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 3)


@pytest.fixture
def source() -> Source:
    return Source.objects.create(key="QC-01/2026", issuer="…", number="…", title="…", seen="local")


@pytest.fixture
def cell() -> Unit:
    province = factories.unit("TH", kind="province", name="Tỉnh ủy")
    commune = factories.unit("TT", kind="commune", name="Đảng bộ xã", under=province)
    factories.unit("TT.02", name="bản Ngàm", under=commune)
    return factories.unit("TT.01", name="bản Máy", under=commune)


def set_value(
    value: str, at: str | None, source: Source, since: date = DAY, until: date | None = None
) -> None:
    unit = None if at is None else Unit.objects.get(code=at)
    RuleValue.objects.create(
        name=Name.QUORUM, value=value, unit=unit, since=since, until=until, source=source
    )


def quorum(cell: Unit, on: date = DAY) -> str | None:
    row = values_for(cell, on).get(Name.QUORUM)
    return row.value if row else None


def test_what_nobody_set_is_missing(cell: Unit) -> None:
    assert values_for(cell, DAY) == {}


@pytest.mark.parametrize(
    ("units", "holds"),
    [
        pytest.param([None], "everywhere", id="general"),
        pytest.param([None, "TH"], "TH", id="the province before the general"),
        pytest.param(["TH", None, "TT"], "TT", id="the commune before the province"),
        pytest.param(["TT.01", "TT", "TH", None], "TT.01", id="the cell's own before all"),
        pytest.param(["TT.02"], None, id="another cell's is its own"),
    ],
)
def test_the_nearest_above_decides(
    cell: Unit, source: Source, units: list[str | None], holds: str | None
) -> None:
    for unit in units:
        set_value(unit or "everywhere", unit, source)

    assert quorum(cell) == holds


def test_a_value_holds_from_its_first_day_to_the_day_before_its_last(
    cell: Unit, source: Source
) -> None:
    until = DAY + timedelta(days=30)
    set_value("cũ", None, source, DAY, until)
    set_value("mới", None, source, until)

    days = [DAY - timedelta(days=1), DAY, until - timedelta(days=1), until]
    assert [quorum(cell, day) for day in days] == [None, "cũ", "cũ", "mới"]


def test_of_two_that_hold_at_one_unit_the_latest_begun_counts(cell: Unit, source: Source) -> None:
    set_value("mới", "TT", source, DAY - timedelta(days=1))
    set_value("cũ", "TT", source, DAY - timedelta(days=400))

    assert quorum(cell) == "mới"


def test_a_unit_that_moved_follows_those_above_it_on_the_day(cell: Unit, source: Source) -> None:
    moved = DAY + timedelta(days=10)
    other = factories.unit("HK", kind="commune", name="Đảng bộ phường")
    cell.placements.update(until=moved)
    cell.placements.create(parent=other, since=moved)
    factories.unit("X")  # rebuilds who stands above whom
    set_value("xã", "TT", source)
    set_value("phường", "HK", source)

    assert [quorum(cell, moved - timedelta(days=1)), quorum(cell, moved)] == ["xã", "phường"]


def test_values_come_with_their_sources_in_two_questions(cell: Unit) -> None:
    load_guidance()

    with CaptureQueriesContext(connection) as asked:
        titles = [row.source.title for row in values_for(cell, DAY).values()]

    assert all(titles)
    assert len(asked) == 2


def test_every_source_and_value_loads_once_and_keeps_what_a_committee_changed() -> None:
    load_guidance()
    RuleValue.objects.filter(name=Name.LENGTH).update(value="75")
    before = list(RuleValue.objects.order_by("pk").values())

    load_guidance()

    assert list(RuleValue.objects.order_by("pk").values()) == before


def test_every_value_that_is_loaded_can_be_read() -> None:
    load_guidance()

    for row in RuleValue.objects.select_related("source"):
        assert row.name in set(Name)
        if row.name == Name.REPORT_OWED:
            assert row.value in {"grassroots", "above"}
        elif row.name.startswith("vote."):
            assert threshold(row.value).needed(10) > 0
        else:
            assert int(row.value) >= 0
        assert row.source.signed_on is None or row.source.signed_on <= row.since


def test_a_rule_without_a_known_source_has_no_silent_default(cell: Unit) -> None:
    """DOMAIN: what no document was found for, a committee sets for itself."""
    load_guidance()

    assert Name.QUORUM not in values_for(cell, DAY)


def test_the_sources_that_were_replaced_say_by_what() -> None:
    load_guidance()

    assert dict(Source.objects.exclude(replaced_by=None).values_list("key", "replaced_by")) == {
        "HD-09/2012": "HD-12/2018",
        "HD-12/2018": "HD-42/2025",
        "QD-29/2016": "QD-208/2026",
    }


def test_the_limits_of_boards_are_no_rules_of_meetings(cell: Unit) -> None:
    load_guidance()

    rules, limits = values_for(cell, DAY), limits_for(cell, DAY)

    assert not rules.keys() & limits.keys()
    assert {name for name in Name if name.startswith(BOARDS)} == set(limits)
    assert limits[Name.HELP_WEAK].source_id == "CHIBO/2026"


def test_the_values_of_reporting_are_no_rules_of_meetings(cell: Unit) -> None:
    load_guidance()

    rules, values = values_for(cell, DAY), reporting_values(cell, DAY)

    assert not rules.keys() & values.keys()
    assert {name: row.value for name, row in values.items()} == {
        Name.REPORT_DAYS: "10",
        Name.REPORT_OWED: "grassroots",
        Name.ANSWER_MINUTES: "15",
    }
