"""Writing a request with its cost in sight, answering it, and the burden."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chibo.reports.models import Answer, Request
from tests.factories.access import account_of, next_to, reader
from tests.factories.meetings import Village
from tests.factories.reporting import sent

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def typed(**parts: object) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "question": "Nhà văn hóa bản có máy chiếu không?",
        "span": f"{today:%Y-%m}",
        "to": "cells",
        "purpose": "Cấp máy cho bản chưa có",
        "due_on": f"{today + timedelta(days=10):%d/%m/%Y}",
        "minutes": 15,
        **parts,
    }


def test_a_request_shows_its_cost_and_is_sent_when_it_is_confirmed(village: Village) -> None:
    office, address = reader("office", village), reverse("reports:ask", args=["TT"])
    next_to(village)

    looked = office.post(address, typed(step="look"))

    assert "2 cells × 15 minutes = 30 minutes" in text(looked)
    assert 'name="seen" value="2x15"' in text(looked)
    assert not Request.objects.exists()

    sent_to = office.post(address, typed(step="send", seen="2x15"))

    request = Request.objects.get()
    assert sent_to["Location"] == reverse("reports:request", args=[request.pk])
    assert "0<small>/2</small>" in text(office.get(sent_to["Location"]))


def test_a_cost_that_changed_is_shown_again(village: Village) -> None:
    response = reader("office", village).post(
        reverse("reports:ask", args=["TT"]), typed(step="send", seen="1x15", minutes=30)
    )

    assert response.status_code == 409
    assert "The cost is another one now." in text(response)
    assert 'value="1x30"' in text(response)


def test_what_is_held_is_refused_with_a_link_to_the_figure(village: Village) -> None:
    office, month = reader("office", village), f"{timezone.localdate():%Y-%m}"
    figure = reverse("reports:figure", args=["TT", month, "members"])

    response = office.post(
        reverse("reports:ask", args=["TT"]),
        typed(question="Báo cáo tổng số đảng viên", because="Cần", step="look"),
    )
    typing = office.get(
        reverse("reports:held", args=["TT"]), {"question": "tổng số đảng viên", "span": month}
    )

    assert response.status_code == 409
    assert "is held already. The cells are not asked again." in text(response)
    assert figure in text(response)
    assert figure in text(typing)
    assert "Báo cáo tổng số đảng viên" in text(response)


def test_the_secretary_finds_it_on_today_and_answers(village: Village) -> None:
    request = sent(village.commune)
    secretary = reader("secretary", village)
    address = reverse("reports:answer", args=[request.pk, "TT.01"])

    assert address in text(secretary.get(reverse("desk:today")))
    empty = secretary.post(address, {"text": " "})
    answered = secretary.post(address, {"text": "Có một máy."})

    assert empty.status_code == 422
    assert answered["Location"] == address
    assert "Có một máy." in text(secretary.get(address))
    assert address not in text(secretary.get(reverse("desk:today")))


def test_an_office_answers_on_behalf_and_is_named(village: Village) -> None:
    request = sent(village.commune)
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(account_of("office", village))
    address = reverse("reports:answer", args=[request.pk, "TT.01"])

    assert "it is marked as typed by Đảng bộ xã Trung Thượng" in text(client.get(address))
    client.post(address, {"text": "Có."})

    assert Answer.objects.get().typed_by_office == village.commune
    assert "typed by office, Đảng bộ xã Trung Thượng" in text(client.get(address))


def test_a_second_answer_is_refused_and_the_first_stands_there(village: Village) -> None:
    request = sent(village.commune)
    office = reader("office", village)
    address = reverse("reports:answer", args=[request.pk, "TT.01"])
    office.post(address, {"text": "Có."})

    response = office.post(address, {"text": "Không."})

    assert response.status_code == 409
    assert "nobody answers twice" in text(response)
    assert Answer.objects.get().text == "Có."


def test_the_burden_page_adds_up(village: Village) -> None:
    sent(village.commune)

    page = text(reader("secretary", village).get(reverse("reports:burden", args=["TT.01", 2026])))

    assert "15 minutes asked of 1 cell: 15 minutes." in page


def test_lists_cost_the_same_for_one_and_three(village: Village) -> None:
    office = reader("office", village)

    def queries() -> list[int]:
        found = []
        for address in (
            reverse("reports:requests", args=["TT"]),
            reverse("reports:burden", args=["TT", 2026]),
            reverse("reports:request", args=[Request.objects.order_by("pk")[0].pk]),
        ):
            with CaptureQueriesContext(connection) as caught:
                office.get(address)
            found.append(len(caught))
        return found

    sent(village.commune)
    one = queries()
    next_to(village)
    for question in ("Bản có loa không?", "Bản có xe đẩy không?"):
        sent(village.commune, question=question)

    assert queries() == one
