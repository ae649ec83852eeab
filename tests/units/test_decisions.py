"""What decisions do to the tree, on every day before and after."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from chibo.guidance.models import RuleValue, Source
from chibo.units import actions, queries, undoing
from chibo.units.actions import NoSteps, NumberTaken
from chibo.units.events import (
    CannotChangeTree,
    CodeTaken,
    LaterChange,
    SameDayChange,
    StillHasChildren,
    UnknownKind,
    UnknownUnit,
)
from chibo.units.models import Decision, Unit
from chibo.units.queries import Counts
from chibo.units.rules import Cycle
from chibo.units.steps import Dissolve, Found, Merge, Move, Rename, Split, Step
from tests.factories import unit
from tests.units import pictures, reform
from tests.units.reform import FIRST_DAY, LAST_DAY

pytestmark = pytest.mark.django_db

BEFORE = date(2025, 6, 20)
AT = datetime(2025, 6, 20, 2, tzinfo=UTC)

OLD_TREE = {
    "QS.CA Công an huyện": ["TH", "TH.QS"],
    "QS.THPT Trường THPT": ["TH", "TH.QS"],
    "QS.THPT.1 Tổ Tự nhiên": ["TH", "TH.QS", "QS.THPT"],
    "QS.TL Xã Tam Lư": ["TH", "TH.QS"],
    "QS.TL.HAM bản HAM": ["TH", "TH.QS", "QS.TL"],
    "QS.TL.TINH bản TINH": ["TH", "TH.QS", "QS.TL"],
    "QS.TT Xã Trung Thượng": ["TH", "TH.QS"],
    "QS.TT.MAY bản MAY": ["TH", "TH.QS", "QS.TT"],
    "QS.TT.NGAM bản NGAM": ["TH", "TH.QS", "QS.TT"],
    "QS.TX Xã Trung Xuân": ["TH", "TH.QS"],
    "QS.TX.MUONG bản MUONG": ["TH", "TH.QS", "QS.TX"],
    "TH Tỉnh Thanh Hóa": [],
    "TH.QS Huyện Quan Sơn": ["TH"],
}
NEW_TREE = {
    "QS.THPT Trường THPT": ["TH"],
    "QS.THPT.1 Tổ Tự nhiên": ["TH", "QS.THPT"],
    "QS.TL Tam Lư mới": ["TH"],
    "QS.TL.HAM bản HAM": ["TH", "QS.TL"],
    "QS.TL.TINH bản TINH": ["TH", "QS.TL"],
    "QS.TT.MAY bản MAY": ["TH", "XTT"],
    "QS.TT.NGAM bản NGAM": ["TH", "XTT"],
    "QS.TX.MUONG bản MUONG": ["TH", "XTT"],
    "TH Tỉnh Thanh Hóa": [],
    "XTT Trung Thượng mới": ["TH"],
}


def decide(
    *steps: Step, on: date = FIRST_DAY, number: str = "05-QĐ/TU", signed: date = reform.SIGNED
) -> Decision:
    with transaction.atomic():
        return actions.write_decision(
            number=number, signed_on=signed, effective_on=on, title="", steps=steps
        )


def undo(decision: Decision, today: date = BEFORE) -> None:
    with transaction.atomic():
        actions.take_back_decision(decision, today=today, at=AT)


def test_the_reform_changes_the_tree_from_its_day_on_and_not_before() -> None:
    reform.before()

    decide(*reform.steps())

    assert pictures.tree(date(2024, 12, 31)) == OLD_TREE
    assert pictures.tree(LAST_DAY) == OLD_TREE
    assert pictures.tree(FIRST_DAY) == NEW_TREE
    assert pictures.tree(date(2026, 12, 31)) == NEW_TREE


def test_the_reform_changes_the_counts_from_its_day_on_and_not_before() -> None:
    province = reform.before()

    decide(*reform.steps())

    assert queries.counts(LAST_DAY, province) == Counts(5, 7, 5)
    assert queries.counts(FIRST_DAY, province) == Counts(3, 6, 5)


def test_names_of_a_renamed_unit_are_those_of_the_day() -> None:
    reform.before()
    decide(*reform.steps())
    commune = Unit.objects.get(code="QS.TL")

    names = [(name.name, name.since, name.until) for name in queries.names_of(commune)]

    assert names == [
        ("Tam Lư mới", FIRST_DAY, None),
        ("Xã Tam Lư", reform.LONG_AGO, FIRST_DAY),
    ]


def test_undone_before_its_day_the_reform_leaves_no_trace_but_its_paper() -> None:
    reform.before()
    before = pictures.rows()
    decision = decide(*reform.steps())

    undo(decision)

    assert pictures.rows() == before
    decision.refresh_from_db()
    assert (decision.undone_at, len(decision.steps)) == (AT, 8)


def test_what_was_undone_can_be_carried_out_again() -> None:
    reform.before()
    undo(decide(*reform.steps()))

    decide(*reform.steps())

    assert pictures.tree(FIRST_DAY) == NEW_TREE


@pytest.mark.parametrize(
    ("steps", "refusal"),
    [
        pytest.param([], NoSteps(), id="nothing to do"),
        pytest.param([Move("NO", "TH")], UnknownUnit("NO"), id="an unknown unit"),
        pytest.param([Move("QS.TL", "NO")], UnknownUnit("NO"), id="an unknown parent"),
        pytest.param(
            [Found("TH.QS", "commune", "x", "x", "TH")], CodeTaken("TH.QS"), id="a code in use"
        ),
        pytest.param([Found("X", "no", "x", "x", "TH")], UnknownKind("no"), id="an unknown kind"),
        pytest.param(
            [Dissolve("QS.TX")],
            StillHasChildren("QS.TX", ["QS.TX.MUONG"]),
            id="the end of a unit with children",
        ),
        pytest.param(
            [Found("X", "village_cell", "x", "x", "QS.TL"), Dissolve("X")],
            SameDayChange("X", "05-QĐ/TU"),
            id="founded and ended at once",
        ),
        pytest.param(
            [Dissolve("QS.CA"), Move("QS.CA", "TH")], UnknownUnit("QS.CA"), id="moved dead"
        ),
        pytest.param([Move("TH.QS", "QS.TL")], Cycle(), id="below its own child"),
        pytest.param([Move("TH", "QS.TL.HAM")], Cycle(), id="the top below the bottom"),
        pytest.param(
            [Move("QS.TL", "TH"), Dissolve("TH.QS")],
            StillHasChildren("TH.QS", ["QS.CA", "QS.THPT", "QS.TT", "QS.TX"]),
            id="a good step before a bad one",
        ),
    ],
)
def test_a_refused_decision_changes_nothing(steps: Sequence[Step], refusal: Exception) -> None:
    reform.before()
    before = pictures.rows()

    with pytest.raises(type(refusal)) as caught:
        decide(*steps)

    assert vars(caught.value) == vars(refusal)
    assert pictures.rows() == before
    assert not Decision.objects.exists()


def test_a_decision_is_not_carried_out_twice() -> None:
    reform.before()
    first = decide(Move("QS.TL", "TH"))

    with pytest.raises(NumberTaken) as caught:
        decide(Move("QS.TT", "TH"))

    assert caught.value.decision == first


def test_steps_of_one_decision_build_on_each_other() -> None:
    reform.before()
    before = pictures.rows()

    decision = decide(
        Found("A", "section", "Một", "Đảng bộ Một", "QS.TL"),
        Split("QS.TL.HAM", Found("B", "village_cell", "bản Mới", "Chi bộ bản Mới", "QS.TL")),
        Move("B", "A"),
        Move("QS.TL.HAM", "A"),
        Move("QS.TL.HAM", "B"),
        Move("QS.TL.HAM", "A"),
        Rename("B", "bản Mới hơn", "Chi bộ bản Mới hơn"),
    )

    tree = pictures.tree(FIRST_DAY)
    assert tree["B bản Mới hơn"] == ["TH", "TH.QS", "QS.TL", "A"]
    assert tree["QS.TL.HAM bản HAM"] == ["TH", "TH.QS", "QS.TL", "A"]
    undo(decision)
    assert pictures.rows() == before


def test_a_unit_can_become_a_root() -> None:
    reform.before()

    decide(Move("TH.QS", None))

    assert pictures.tree(FIRST_DAY)["QS.CA Công an huyện"] == ["TH.QS"]
    assert [root.code for root in queries.roots(FIRST_DAY)] == ["TH", "TH.QS"]


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        pytest.param(Move("QS.TL", "TH"), Move("QS.TL", None), id="moved"),
        pytest.param(Move("QS.TL", None), Move("QS.TL", "TH"), id="made a root"),
        pytest.param(Rename("QS.TL", "x", "x"), Rename("QS.TL", "y", "y"), id="renamed"),
        pytest.param(Dissolve("QS.CA"), Rename("QS.CA", "y", "y"), id="ended"),
        pytest.param(Merge("QS.CA", "QS.THPT.1"), Move("QS.TL.HAM", "QS.CA"), id="ended parent"),
    ],
)
def test_what_a_later_day_changed_cannot_be_changed_before_it(later: Step, earlier: Step) -> None:
    reform.before()
    decide(later, on=date(2025, 9, 1))
    before = pictures.rows()

    with pytest.raises(LaterChange):
        decide(earlier, on=FIRST_DAY, number="06-QĐ/TU")

    assert pictures.rows() == before


def test_two_decisions_of_one_day_cannot_set_the_same_thing() -> None:
    reform.before()
    decide(Move("QS.TL", "TH"), number="05-QĐ/TU")

    with pytest.raises(SameDayChange) as caught:
        decide(Move("QS.TL", None), number="06-QĐ/TU")

    assert (caught.value.code, caught.value.number) == ("QS.TL", "05-QĐ/TU")


def test_two_decisions_of_one_day_may_rename_and_move_a_unit_and_be_undone_in_turn() -> None:
    reform.before()
    pictured = [pictures.rows()]
    decided = [decide(Move("QS.TL", "TH"), number="05-QĐ/TU")]
    pictured.append(pictures.rows())
    decided.append(decide(Rename("QS.TL", "y", "y"), number="06-QĐ/TU"))

    with pytest.raises(undoing.LaterDecision):
        undo(decided[0])
    undo(decided[1])
    assert pictures.rows() == pictured[1]
    undo(decided[0])
    assert pictures.rows() == pictured[0]


@pytest.mark.parametrize(
    ("later", "refusal"),
    [
        pytest.param(Rename("QS.TL", "y", "y"), undoing.LaterDecision("06-QĐ/TU"), id="same unit"),
        pytest.param(Move("QS.CA", "XTT"), undoing.LaterDecision("06-QĐ/TU"), id="under the new"),
        pytest.param(
            Merge("QS.TL.HAM", "XTT"), undoing.LaterDecision("06-QĐ/TU"), id="into the new"
        ),
        pytest.param(Rename("TH", "y", "y"), None, id="only the parent"),
        pytest.param(Rename("QS.TL.TINH", "y", "y"), None, id="only a child"),
    ],
)
def test_undoing_waits_for_what_was_built_on_it(
    later: Step, refusal: undoing.LaterDecision | None
) -> None:
    reform.before()
    first = decide(Move("QS.TL", "TH"), Found("XTT", "commune", "x", "x", "TH"), number="05-QĐ/TU")
    decide(later, on=date(2025, 8, 1), number="06-QĐ/TU")

    if refusal is None:
        undo(first)
        assert not Unit.objects.filter(code="XTT").exists()
        return
    with pytest.raises(undoing.LaterDecision) as caught:
        undo(first)
    assert caught.value.number == refusal.number


def test_undoing_refuses_to_close_a_circle_that_a_later_move_rests_on() -> None:
    reform.before()
    first = decide(Move("QS.TL", "TH"), number="05-QĐ/TU")
    decide(Move("TH.QS", "QS.TL"), on=date(2025, 8, 1), number="06-QĐ/TU")

    with pytest.raises(Cycle):
        undo(first)


@pytest.mark.parametrize(
    ("today", "refusal"),
    [
        pytest.param(LAST_DAY, None, id="the day before"),
        pytest.param(FIRST_DAY, undoing.InEffect, id="its first day"),
        pytest.param(date(2025, 9, 1), undoing.InEffect, id="long after"),
    ],
)
def test_a_decision_is_undone_only_before_its_day(
    today: date, refusal: type[CannotChangeTree] | None
) -> None:
    reform.before()
    decision = decide(Move("QS.TL", "TH"))

    if refusal is None:
        undo(decision, today)
        assert pictures.tree(FIRST_DAY) == OLD_TREE
        return
    with pytest.raises(refusal):
        undo(decision, today)


def test_a_decision_is_not_undone_twice() -> None:
    reform.before()
    decision = decide(Move("QS.TL", "TH"))
    undo(decision)

    with pytest.raises(undoing.AlreadyUndone):
        undo(decision)


def test_a_founded_unit_that_something_rests_on_keeps_its_decision() -> None:
    reform.before()
    decision = decide(Found("XTT", "commune", "x", "x", "TH"))
    source = Source.objects.create(key="X", issuer="x", number="x", title="x", seen="local")
    RuleValue.objects.create(
        name="x", unit=Unit.objects.get(code="XTT"), value="1", since=FIRST_DAY, source=source
    )
    before = pictures.rows()

    with pytest.raises(undoing.StillInUse) as caught:
        undo(decision)

    assert caught.value.code == "XTT"
    assert pictures.rows() == before


def test_names_are_kept_in_one_unicode_form() -> None:
    unit("TH", kind="province")

    decide(Rename("TH", "Thanh Ho\u0301a", "Tỉnh  Thanh Ho\u0301a"))

    found = queries.existing(FIRST_DAY).get()
    assert (found.name, found.full_name) == ("Thanh Hóa", "Tỉnh Thanh Hóa")
    assert list(queries.search("thanh hoa", FIRST_DAY)) == [found]
