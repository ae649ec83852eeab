"""Giving tasks, what came of them, and bringing the unfinished ones back."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from chibo.base.keys import uuid7
from chibo.base.time import local_day
from chibo.meetings.actions import hold, prepare
from chibo.meetings.models import AgendaItem, Meeting
from chibo.resolutions import actions, queries
from chibo.resolutions.models import Resolution, Task, Theme
from tests.factories import meetings as made
from tests.factories.meetings import BY, JULY, JUNE, SEPTEMBER, Village
from tests.factories.watching import changed, logged, refused, tables

pytestmark = pytest.mark.django_db

DUE = date(2026, 6, 25)


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.held(village, JUNE)


def give(meeting: Meeting, **more: Any) -> Task:
    first = made.content(meeting)[0]
    wanted = {"item_id": first.pk, "what": "Nạo vét", "due_on": DUE, **BY, **more}
    if not {"owner", "owner_group"} & set(more):
        wanted["owner_group"] = "Hội Phụ nữ"
    return actions.give_task(**wanted)


def report(task: Task, **more: Any) -> None:
    wanted: dict[str, Any] = {
        "text": "", "amount": None, "is_done": False, "reported_on": DUE,
        "typed_by": "Hà Văn Thuấn", "for_owner": False, **BY,
    }  # fmt: skip
    actions.report_result(task_id=task.pk, **{**wanted, **more})


def carried(meeting: Meeting) -> list[tuple[str, str, dict[str, Any]]]:
    rows = meeting.items.exclude(origin_key="").order_by("position", "pk")
    return [(row.reason, row.title, row.reason_facts) for row in rows]


def test_a_task_names_what_who_by_when_and_how_much(village: Village, meeting: Meeting) -> None:
    with logged("task.given", "TT.01"):
        task = give(
            meeting,
            what=" Nạo  vét mương ",
            owner=village.third,
            owner_group="bị bỏ qua",
            expected="xong trước  mưa",
            amount=Decimal(400),
            measure="mét",
            theme=Theme.objects.get(code="irrigation"),
        )

    task.refresh_from_db()
    assert (task.cell, task.meeting, task.what, task.owner, task.owner_group) == (
        village.cell, meeting, "Nạo vét mương", village.third, "",
    )  # fmt: skip
    assert (task.due_on, task.expected, task.amount, task.measure, task.theme_id) == (
        DUE, "xong trước mưa", Decimal(400), "mét", "irrigation",
    )  # fmt: skip
    assert (task.continues, task.done_on, task.dropped_because) == (None, None, "")


def test_a_task_may_be_a_groups(meeting: Meeting) -> None:
    task = give(meeting, owner_group=" Hội  Phụ nữ ")

    assert (task.owner, task.owner_group) == (None, "Hội Phụ nữ")


def test_a_task_sent_twice_is_given_once(meeting: Meeting) -> None:
    key = uuid7()
    first = give(meeting, key=key)
    before = tables()

    again = give(meeting, key=key, what="Nạo vét thêm")

    assert changed(before, tables()) == set()
    assert (again.pk, again.what) == (first.pk, "Nạo vét")


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        pytest.param({"owner_group": " "}, actions.NoOwner, id="nobody"),
        pytest.param(
            {"due_on": JUNE - timedelta(days=1)}, actions.DueBeforeMeeting, id="due before"
        ),
    ],
)
def test_a_refused_task_changes_nothing(
    meeting: Meeting, wanted: dict[str, Any], refusal: type[Exception]
) -> None:
    with refused(refusal):
        give(meeting, **wanted)


def test_a_task_may_be_due_at_its_own_meeting(meeting: Meeting) -> None:
    assert give(meeting, due_on=JUNE).due_on == JUNE


def test_a_result_is_said_by_the_owner_or_typed_for_him(meeting: Meeting) -> None:
    task = give(meeting, amount=Decimal(400), measure="mét")

    with logged("task.reported", "TT.01"):
        report(task, text=" Đã làm  được ", amount=Decimal("250.5"))
    with logged("task.reported", "TT.01"):
        report(task, is_done=True, reported_on=date(2026, 6, 28), for_owner=True)

    task.refresh_from_db()
    assert task.done_on == date(2026, 6, 28)
    rows = task.results.order_by("pk").values_list("text", "amount", "is_done", "for_owner")
    assert list(rows) == [
        ("Đã làm được", Decimal("250.5"), False, False),
        ("", None, True, True),
    ]


def test_a_result_sent_twice_is_written_once_though_it_finished_the_task(meeting: Meeting) -> None:
    task, key = give(meeting), uuid7()
    report(task, key=key, is_done=True)
    before = tables()

    report(task, key=key, is_done=True)

    assert changed(before, tables()) == set()


def test_more_time_keeps_the_day_before_and_the_reason(meeting: Meeting) -> None:
    task = give(meeting)

    with logged("task.extended", "TT.01"):
        actions.extend_task(task_id=task.pk, until=date(2026, 7, 5), because=" mưa  lũ", **BY)

    task.refresh_from_db()
    extension = task.extensions.get()
    assert task.due_on == date(2026, 7, 5)
    assert (extension.before, extension.until, extension.because) == (
        DUE, date(2026, 7, 5), "mưa lũ",
    )  # fmt: skip


@pytest.mark.parametrize("until", [DUE, DUE - timedelta(days=1)])
def test_more_time_ends_later(meeting: Meeting, until: date) -> None:
    task = give(meeting)

    with refused(actions.NotLater):
        actions.extend_task(task_id=task.pk, until=until, because="mưa", **BY)


def test_a_task_is_let_go_with_its_reason_and_day(meeting: Meeting) -> None:
    task = give(meeting)

    with logged("task.dropped", "TT.01"):
        actions.drop_task(task_id=task.pk, because=" xã  làm ", **BY)

    task.refresh_from_db()
    assert (task.dropped_because, task.dropped_on, task.done_on) == (
        "xã làm", local_day(BY["at"]), None,
    )  # fmt: skip
    assert list(queries.open_tasks(task.cell)) == []
    assert list(queries.finished_tasks(task.cell)) == [task]


def test_what_a_later_task_goes_on_with_is_let_go_there(village: Village) -> None:
    first = made.held(village, JUNE)
    task = give(first)
    made.seal(first)
    second = made.held(village, JULY)
    back = second.items.get(reason="unfinished")
    later = give(second, item_id=back.pk, due_on=date(2026, 7, 20))

    with refused(actions.GoesOn) as caught:
        actions.drop_task(task_id=task.pk, because="xã làm", **BY)

    assert isinstance(caught.value, actions.GoesOn)
    assert caught.value.task == later


@pytest.mark.parametrize("ended", [{"done_on": DUE}, {"dropped_because": "xã làm"}])
def test_what_is_finished_takes_no_more(meeting: Meeting, ended: dict[str, Any]) -> None:
    task = give(meeting)
    Task.objects.filter(pk=task.pk).update(**ended)

    with refused(actions.NotOpen):
        report(task, text="thêm")
    with refused(actions.NotOpen):
        actions.extend_task(task_id=task.pk, until=date(2026, 7, 5), because="mưa", **BY)
    with refused(actions.NotOpen):
        actions.drop_task(task_id=task.pk, because="thôi", **BY)


def test_a_draft_is_written_and_changed(meeting: Meeting) -> None:
    for text in ("Giữ mương", " Giữ sạch mương.\n"):
        with logged("resolution.drafted", "TT.01"):
            actions.draft_resolution(meeting_id=meeting.pk, text=text, **BY)

    resolution = Resolution.objects.get()
    assert (resolution.text, resolution.number, resolution.label) == ("Giữ sạch mương.", None, "")


def test_an_unfinished_task_comes_back_with_the_reason_that_names_it(village: Village) -> None:
    first = made.held(village, JUNE)
    task = give(first, owner=village.third, amount=Decimal("400.00"), measure="mét")
    report(task, amount=Decimal(250))
    made.seal(first)
    second = made.planned(village, JULY)

    with logged("agenda.carried_over", "TT.01"):
        new = actions.carry_over(meeting_id=second.pk, **BY)

    assert carried(second) == [
        (
            "unfinished", "Nạo vét",
            {"month": 6, "due": "2026-06-25", "done": "250", "of": "400", "measure": "mét"},
        )
    ]  # fmt: skip
    (item,) = new
    assert (item.presenter, item.origin_key, item.state) == (
        village.third, f"task:{task.pk}", "planned",
    )  # fmt: skip


def test_without_a_number_the_reason_is_the_day_it_was_due(village: Village) -> None:
    first = made.held(village, JUNE)
    give(first)
    made.seal(first)
    second = made.planned(village, JULY)

    actions.carry_over(meeting_id=second.pk, **BY)

    assert carried(second) == [("unfinished", "Nạo vét", {"month": 6, "due": "2026-06-25"})]


@pytest.mark.parametrize(
    ("due_on", "comes_back"),
    [(JULY - timedelta(days=1), True), (JULY, True), (JULY + timedelta(days=1), False)],
)
def test_a_task_comes_back_from_its_due_day_on(
    village: Village, due_on: date, comes_back: bool
) -> None:
    first = made.held(village, JUNE)
    give(first, due_on=due_on)
    made.seal(first)
    second = made.planned(village, JULY)

    actions.carry_over(meeting_id=second.pk, **BY)

    assert bool(carried(second)) is comes_back


def test_what_is_done_or_dropped_stays_away(village: Village) -> None:
    first = made.held(village, JUNE)
    report(give(first), is_done=True)
    actions.drop_task(task_id=give(first).pk, because="xã làm", **BY)
    made.seal(first)
    second = made.planned(village, JULY)
    before = tables()

    assert actions.carry_over(meeting_id=second.pk, **BY) == []
    assert changed(before, tables()) == set()


def test_the_last_resolution_is_reviewed_before_what_is_unfinished(village: Village) -> None:
    first = made.held(village, JUNE)
    give(first)
    made.resolve(first)
    made.seal(first)

    second = made.opened(village, JULY)

    # The one that was planned first stays first.
    assert [item.title for item in made.content(second)] == [
        "Nạo vét mương Nà Khà",
        "Kiểm điểm nhiệm vụ của Nghị quyết số 01-NQ/CB",
        "Nạo vét",
    ]
    assert carried(second)[0][2] == {"resolution": "01-NQ/CB", "month": 6}


def test_only_the_last_resolution_is_reviewed(village: Village) -> None:
    made.sealed(village, JUNE)
    made.sealed(village, JULY)

    third = made.opened(village, SEPTEMBER)

    assert [facts for reason, _title, facts in carried(third) if reason == "review"] == [
        {"resolution": "02-NQ/CB", "month": 7}
    ]


def test_what_another_meeting_resolved_is_not_the_last_resolution(village: Village) -> None:
    made.sealed(village, JUNE)
    thematic = made.held(village, JUNE + timedelta(days=7), Meeting.Kind.THEMATIC)
    made.resolve(thematic)
    made.seal(thematic)

    third = made.opened(village, JULY)

    assert [facts for reason, _title, facts in carried(third) if reason == "review"] == [
        {"resolution": "01-NQ/CB", "month": 6}
    ]


def test_a_resolution_that_was_not_carried_is_not_reviewed(village: Village) -> None:
    first = made.held(village, JUNE)
    made.resolve(first, in_favour=3)
    made.seal(first)

    assert carried(made.opened(village, JULY)) == []


def test_a_proposal_comes_back_until_it_is_answered(village: Village) -> None:
    first = made.held(village, JUNE)
    hold.add_speech(
        item_id=made.content(first)[0].pk,
        gist="Xin  xã một máy bơm " * 8,
        person=village.third,
        is_proposal=True,
        **BY,
    )
    made.seal(first)

    second = made.held(village, JULY)
    made.seal(second)
    third = made.opened(village, SEPTEMBER)

    ((reason, title, facts),) = carried(second)
    assert (reason, facts) == ("proposal", {"name": "Vi Văn Chiến", "day": "2026-06-03"})
    assert title.startswith("Trả lời kiến nghị: Xin")
    assert (len(title), title[-1]) == (len("Trả lời kiến nghị: ") + 120, "…")
    # The conclusion of the item that it brought was its answer.
    assert carried(third) == []


def test_carrying_over_again_adds_only_what_has_come_up_since(village: Village) -> None:
    first = made.held(village, JUNE)
    give(first, what="Một")
    made.seal(first)
    second = made.planned(village, JULY)
    actions.carry_over(meeting_id=second.pk, **BY)
    before = tables()

    assert actions.carry_over(meeting_id=second.pk, **BY) == []
    assert changed(before, tables()) == set()

    Task.objects.create(
        cell=village.cell, meeting=first, item=made.content(first)[0], what="Hai",
        owner_group="tổ 2", due_on=DUE,
    )  # fmt: skip
    assert [item.title for item in actions.carry_over(meeting_id=second.pk, **BY)] == ["Hai"]


def test_what_was_put_off_stays_put_off_and_comes_to_the_meeting_after(village: Village) -> None:
    first = made.held(village, JUNE)
    give(first)
    made.seal(first)
    second = made.planned(village, JULY)
    (item,) = actions.carry_over(meeting_id=second.pk, **BY)
    prepare.postpone_item(item_id=item.pk, because="chờ máy xúc", **BY)

    assert actions.carry_over(meeting_id=second.pk, **BY) == []
    assert AgendaItem.objects.get(pk=item.pk).state == "postponed"

    third = made.planned(village, SEPTEMBER)
    assert [row.title for row in actions.carry_over(meeting_id=third.pk, **BY)] == ["Nạo vét"]


@pytest.mark.parametrize(
    ("kind", "reasons"),
    [
        ("regular", ["review", "unfinished"]),
        ("extraordinary", []),
        ("thematic", []),
        ("committee", []),
        ("admission", []),
    ],
)
def test_which_meetings_take_up_what_is_open(
    village: Village, kind: str, reasons: list[str]
) -> None:
    first = made.held(village, JUNE)
    give(first)
    made.resolve(first)
    made.seal(first)
    second = made.planned(village, JULY, kind)

    new = actions.carry_over(meeting_id=second.pk, **BY)

    assert [item.reason for item in new] == reasons


def test_a_task_of_an_unfinished_one_goes_on_with_it_and_only_it_comes_back(
    village: Village,
) -> None:
    """Law 1: nobody is asked about the old task and about the one that replaced it."""
    first = made.held(village, JUNE)
    old = give(first, what="Nạo vét 400 m")
    made.seal(first)
    second = made.held(village, JULY)
    item = second.items.get(reason="unfinished")
    new = give(second, item_id=item.pk, what="Nạo vét 150 m còn lại", due_on=date(2026, 7, 20))
    made.seal(second)

    third = made.opened(village, SEPTEMBER)

    assert new.continues == old
    assert [title for reason, title, _facts in carried(third) if reason == "unfinished"] == [
        "Nạo vét 150 m còn lại"
    ]


def test_another_cells_business_stays_its_own(village: Village) -> None:
    neighbour = made.village("TT.02", "bản Ngàm", under=village.commune)
    first = made.held(village, JUNE)
    give(first)
    made.seal(first)

    assert carried(made.opened(neighbour, JULY)) == []


def test_an_item_of_nothing_is_no_task(meeting: Meeting) -> None:
    with pytest.raises(AgendaItem.DoesNotExist):
        give(meeting, item_id=uuid.uuid4())
