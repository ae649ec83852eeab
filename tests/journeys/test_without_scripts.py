"""A whole month in a browser that runs no scripts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from chibo.meetings.models import Meeting
from tests import factories
from tests.factories import meetings as made
from tests.journeys.walking import Walk, sign_in


@pytest.mark.django_db(transaction=True)
def test_a_month_from_plan_to_book_without_scripts(
    browser: Browser, live_server: LiveServer
) -> None:
    village = made.village()
    factories.account("bithu", "secretary", at=village.cell, of=village.secretary)
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": 360, "height": 740},
        locale="vi-VN",
    )
    context.set_default_timeout(10_000)
    walk = Walk(context.new_page())
    now = timezone.localtime()

    sign_in(walk.page, "bithu")
    key = walk.plan(now.date(), f"{now:%H:%M}")
    walk.prepare(
        key,
        add="Nạo vét mương",
        present=village.secretary,
        preparer=village.third,
        by=now.date(),
    )
    walk.notice(key)
    walk.open(key)
    for person in village.expected:
        walk.call(person)
    walk.seat(village.secretary, village.deputy)
    walk.go_to("Nạo vét mương")
    walk.say(village.third, "Mương lấp.")
    walk.vote(7)
    walk.give("Nạo vét", village.third, now.date() + timedelta(days=9), "2,5", "km")
    walk.conclude("Nạo vét toàn tuyến.")
    walk.resolve("Giữ sạch mương.")
    walk.vote(6, against=1)
    walk.read_back(key, timezone.localtime())
    walk.close()
    walk.seal(key)

    expect(walk.page.locator("article")).to_contain_text("Nạo vét toàn tuyến")
    assert Meeting.objects.get().state == "sealed"
    context.close()
