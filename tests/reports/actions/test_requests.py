"""A request is sent once its cost was seen, refused for what is held, and answered once."""

from datetime import date, timedelta

import pytest

from chibo.base.time import local_day
from chibo.quality.rules.spans import span_of
from chibo.reports.actions import requests as actions
from chibo.reports.models import Answer, Request
from chibo.reports.queries.requests import asked_in_year, burden_of, open_answers
from chibo.reports.rules.asking import Burden
from tests import factories
from tests.factories import meetings as made
from tests.factories.access import next_to
from tests.factories.meetings import Village
from tests.factories.reporting import BY, asking, sent
from tests.factories.watching import logged, refused

pytestmark = pytest.mark.django_db

TODAY = local_day(BY["at"])


def test_a_request_goes_to_the_cells_below_and_stands_among_what_is_due(village: Village) -> None:
    other = next_to(village)

    with logged("request.sent", "TT"):
        request = sent(village.commune)

    assert [row.unit for row in Answer.objects.order_by("pk")] == [village.cell, other]
    assert [row.request for row in open_answers([other.pk])] == [request]


@pytest.mark.parametrize(
    ("to", "expected"), [("village_cells", 1), ("other_cells", 1), ("committees", 0)]
)
def test_whom_it_reaches_is_chosen(village: Village, to: str, expected: int) -> None:
    factories.unit("TT.CQ", kind="school_cell", name="trường", under=village.commune)

    cost = actions.cost_of(asking(village.commune, to=to), TODAY)

    assert cost.units == expected


def test_nothing_is_sent_before_its_cost_was_seen(village: Village) -> None:
    with refused(actions.CostNotSeen) as caught:
        actions.send_request(asking=asking(village.commune), seen="9x15", **BY)

    assert caught.value.cost.seen == "1x15"  # type: ignore[attr-defined]


def test_what_a_line_holds_is_not_asked_with_whatever_reason(village: Village) -> None:
    made.sealed(village, date(2026, 5, 6))
    same = asking(village.commune, question="Báo cáo tỷ lệ đảng viên dự sinh hoạt quý II/2026")

    for because in ("", "Cần gấp"):
        again = asking(village.commune, question=same.question, because=because)
        with refused(actions.HeldAlready) as caught:
            actions.send_request(asking=again, seen="1x15", **BY)
        assert caught.value.match.key == "attendance"  # type: ignore[attr-defined]


def test_what_is_near_to_a_line_is_asked_with_a_reason_that_is_kept(village: Village) -> None:
    question = "Đảng viên chính thức là nữ"

    with refused(actions.HeldAlready):
        actions.send_request(asking=asking(village.commune, question=question), seen="1x15", **BY)
    request = sent(village.commune, question=question, because="Danh mục không tách nam, nữ")

    assert (request.near, request.because) == ("official_members", "Danh mục không tách nam, nữ")


def test_a_reason_where_nothing_is_near_is_not_kept(village: Village) -> None:
    request = sent(village.commune, because="Cần gấp")

    assert (request.near, request.because) == ("", "")


def test_meetings_of_a_span_of_which_nothing_is_in_the_book_are_not_held(village: Village) -> None:
    span = span_of("2019-q2")

    request = sent(village.commune, question="Tỷ lệ đảng viên dự sinh hoạt", span=span)

    assert request.near == ""


def test_nobody_is_asked_the_same_twice_in_a_span(village: Village) -> None:
    sent(village.commune)
    again = asking(
        village.commune, question="Cho biết: nhà văn hóa bản có máy chiếu không", to="village_cells"
    )

    with refused(actions.AskedAlready):
        actions.send_request(asking=again, seen="1x15", **BY)


def test_the_same_may_be_asked_about_another_span_or_once_withdrawn(village: Village) -> None:
    first = sent(village.commune)
    sent(village.commune, span=span_of("2026-q3"))

    with logged("request.withdrawn", "TT"):
        actions.withdraw_request(request_id=first.pk, **BY)
    sent(village.commune)

    assert Request.objects.count() == 3


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ({"question": "Báo cáo số liệu quý 2"}, actions.SaysNothing),
        ({"due_on": TODAY}, actions.DueTooEarly),
        ({"to": "committees"}, actions.NobodyAsked),
    ],
)
def test_what_cannot_be_answered_is_not_asked(
    village: Village, parts: dict[str, object], error: type[Exception]
) -> None:
    with refused(error):
        actions.send_request(asking=asking(village.commune, **parts), seen="1x15", **BY)


def test_a_cell_answers_once(village: Village) -> None:
    sent(village.commune)
    answer = Answer.objects.get()

    with logged("request.answered", "TT.01"):
        actions.answer_request(answer_id=answer.pk, text="Có một máy.", office=None, **BY)
    with refused(actions.AnsweredAlready):
        actions.answer_request(answer_id=answer.pk, text="Không.", office=None, **BY)

    assert list(open_answers([village.cell.pk])) == []


def test_an_office_that_answers_for_a_cell_is_named(village: Village) -> None:
    sent(village.commune)
    answer = Answer.objects.get()

    actions.answer_request(answer_id=answer.pk, text="Có.", office=village.commune, **BY)

    answer.refresh_from_db()
    assert answer.typed_by_office == village.commune


def test_what_was_withdrawn_is_not_answered_nor_withdrawn_again(village: Village) -> None:
    request = sent(village.commune)
    actions.withdraw_request(request_id=request.pk, **BY)

    with refused(actions.NotAskedAnyMore):
        actions.answer_request(answer_id=Answer.objects.get().pk, text="Có", office=None, **BY)
    with refused(actions.NotAskedAnyMore):
        actions.withdraw_request(request_id=request.pk, **BY)


def test_the_burden_adds_up_what_was_asked_of_the_cells(village: Village) -> None:
    next_to(village)
    sent(village.commune)
    sent(village.commune, question="Bản có loa không?", minutes=5)

    of_commune = burden_of(asked_in_year(village.commune, 2026, TODAY), 2)
    of_cell = burden_of(asked_in_year(village.cell, 2026, TODAY), 1)
    before = asked_in_year(village.commune, 2025, TODAY - timedelta(days=365))

    assert of_commune == Burden(requests=2, answers=4, minutes=40, cells=2)
    assert of_cell == Burden(requests=2, answers=2, minutes=20, cells=1)
    assert before == []
