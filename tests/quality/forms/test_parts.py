"""Each part of each shipped sheet, filled in."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import QueryDict

from chibo.quality.forms.parts import part, part_of
from chibo.quality.rules.checking import check
from chibo.quality.rules.reading import read
from chibo.quality.rules.rewriting import flattened, plain, rewritten
from chibo.quality.shipped import shipped
from tests.factories.filled_in import as_sent

pytestmark = pytest.mark.django_db


def whole(key: str) -> dict[str, Any]:
    return plain(flattened(shipped()[key], shipped().get))


def names(data: dict[str, Any]) -> Iterator[str]:
    yield from ("frame", "norms", "grades", "gates", "overrides", "settled")
    yield from (f"rollup-{place}" for place in range(len(data.get("roll_up", []))))
    for place, group in enumerate(data["groups"]):
        yield f"group-{place}"
        yield from (f"criterion-{place}-{number}" for number in range(len(group["criteria"])))


@pytest.mark.parametrize("key", sorted(shipped()))
def test_saving_any_part_as_it_is_shown_changes_nothing(key: str) -> None:
    data = whole(key)
    # What a sheet leaves to the usual, a page says.
    usual = {
        "period": "meeting",
        "meetings": ["regular"],
        "decides": ["superior", "attending", "self"],
        "self_scored": "before_minutes",
        "differs_by": 10,
    }

    for name in names(data):
        filled = part(name, data, as_sent(part(name, data)))

        assert filled.is_valid(), name
        wanted = {**usual, **data} if name == "frame" else data
        assert filled.changed(data) == wanted, name


def send(name: str, data: dict[str, Any], **typed: str) -> Any:
    sent = as_sent(part(name, data))
    for field, value in typed.items():
        sent[field] = value
    return part(name, data, sent)


def test_a_band_is_written_and_another_one_is_emptied() -> None:
    data = whole("an-phu-2025")

    found = send(
        "criterion-3-4", data,
        **{
            "bands-0-when_sign": ">=", "bands-0-when_end": "50",
            "bands-1-when_sign": "", "bands-1-when_end": "", "bands-1-when_second_sign": "",
            "bands-1-when_second_end": "", "bands-1-gives": "",
            "bands-4-when_sign": ">=", "bands-4-when_end": "40", "bands-4-when_second_sign": "<",
            "bands-4-when_second_end": "50", "bands-4-gives": "4,5",
        },
    )  # fmt: skip

    assert found.is_valid()
    changed = found.changed(data)["groups"][3]["criteria"][4]
    assert [(one["when"], str(one["points"])) for one in changed["bands"]] == [
        (">= 50", "5"),
        (">= 30 and < 40", "3"),
        ("< 30", "2"),
        (">= 40 and < 50", "4.5"),
    ]
    assert {**changed, "bands": []} == {**data["groups"][3]["criteria"][4], "bands": []}


def test_a_new_criterion_comes_behind_the_others_and_goes_on_to_its_bands() -> None:
    data = whole("hd42-frame")
    form = part("criterion-0-new", data)

    found = send(
        "criterion-0-new", data,
        title="Đúng giờ", kind="bands", points="2,5", measure="minutes_held",
    )  # fmt: skip

    assert form.sections[0].form is not None
    assert found.is_valid()
    assert found.changed(data)["groups"][0]["criteria"][1] == {
        "criterion": "1.2",
        "title": "Đúng giờ",
        "kind": "bands",
        "points": pytest.approx(2.5),
        "measure": "minutes_held",
    }
    assert found.onward() == "criterion-0-1"


def test_another_number_of_a_criterion_is_followed_by_the_gates() -> None:
    data = whole("binh-thuan-layer")

    found = send("criterion-3-4", data, criterion="4.9.")

    assert found.is_valid()
    assert found.changed(data)["gates"][0]["full"] == ["2", "1", "4.9", "4.6"]


def test_another_kind_drops_what_it_has_no_use_for() -> None:
    data = whole("an-phu-2025")

    found = send("criterion-1-0", data, kind="manual")

    assert found.is_valid()
    changed = found.changed(data)["groups"][1]["criteria"][0]
    assert set(changed) == {"criterion", "title", "kind", "points"}


@pytest.mark.parametrize(
    ("name", "typed", "field"),
    [
        ("frame", {"title": ""}, "title"),
        ("frame", {"total": ""}, "total"),
        ("frame", {"scale": "levels", "levels": "Đạt"}, "levels"),
        ("group-0", {"group": "Một!"}, "group"),
        ("criterion-0-0", {"points": ""}, "points"),
        ("criterion-0-0", {"measure": ""}, "measure"),
        ("criterion-0-0", {"otherwise": "full"}, "applies_measure"),
    ],
)
def test_what_is_missing_is_asked_for_at_its_field(
    name: str, typed: dict[str, str], field: str
) -> None:
    found = send(name, whole("an-phu-2025"), **typed)

    assert not found.is_valid()
    form = found.sections[0].form
    assert form is not None
    assert list(form.errors) == [field]


@pytest.mark.parametrize(
    ("name", "typed", "field"),
    [
        ("grades", {"rows-4-number": "20"}, "grade"),
        ("criterion-1-0", {"bands-0-when_end": ""}, "when"),
        ("criterion-1-0", {"bands-4-gives": "3"}, "when"),
        ("criterion-1-0", {"caps-1-when_sign": ">=", "caps-1-when_end": "2"}, "measure"),
        ("gates", {"gates-0-grade": "Tốt"}, "otherwise"),
        ("gates", {"gates-0-grade": "Tốt", "gates-0-otherwise": "Khá"}, "full"),
        (
            "gates",
            {"gates-0-grade": "Tốt", "gates-0-otherwise": "Khá", "gates-0-measure": "unexcused"},
            "when",
        ),
        ("overrides", {"overrides-0-event": "Mất đoàn kết"}, "grade"),
        ("settled", {"rows-0-criterion": "4.5", "rows-0-because": "Họp 05/01"}, "when"),
    ],
)
def test_a_row_that_says_half_of_it_is_refused_at_its_field(
    name: str, typed: dict[str, str], field: str
) -> None:
    found = send(name, whole("an-phu-2025"), **typed)

    assert not found.is_valid()
    errors = [
        list(one) for section in found.sections if section.rows for one in section.rows.errors
    ]
    assert [one for one in errors if one] == [[field]]


def test_an_event_keeps_the_key_it_was_given() -> None:
    data = whole("tra-vinh-layer")
    data["overrides"] = [{"override": "fight", "event": "Mất đoàn kết", "grade": "Kém"}]

    found = send(
        "overrides", data, **{"overrides-1-event": "Bị kỷ luật", "overrides-1-grade": "Kém"}
    )

    assert found.is_valid()
    assert found.changed(data)["overrides"] == [
        {"override": "fight", "event": "Mất đoàn kết", "grade": "Kém"},
        {"override": "event-1", "event": "Bị kỷ luật", "grade": "Kém"},
    ]


@pytest.mark.parametrize("name", ["nothing", "group-x", "group-99", "criterion-0-99", "group"])
def test_there_is_no_other_part(name: str) -> None:
    with pytest.raises((KeyError, IndexError, ValueError, TypeError)):
        part(name, whole("an-phu-2025"))


@pytest.mark.parametrize("key", sorted(shipped()))
def test_every_finding_leads_to_a_part_that_is_there(key: str) -> None:
    text = flattened(shipped()[key], shipped().get)
    broken = plain(text)
    broken["groups"][0]["points"] = 99
    broken["groups"][0]["criteria"][0]["measure"] = "no_such_thing"
    broken["gates"] = [{"grade": "Tốt", "otherwise": "Vàng", "full": ["77"]}]

    for finding in check(read(rewritten(text, broken))):
        part(part_of(finding.path), broken)


def test_a_query_that_is_no_form_is_refused_and_not_an_error() -> None:
    found = part("grades", whole("hd42-frame"), QueryDict("rows-0-grade=T"))

    assert not found.is_valid()
