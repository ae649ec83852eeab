"""A browser, as a phone and as a desk, in front of a running Chibo."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.support.browser import SWITCHES, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    # Playwright runs an event loop in this thread, and Django would take our calls for async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A small old phone, 360 px wide."""
    with _page(browser, live_server, width=360, height=740, has_touch=True) as page:
        yield page


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The screen of a committee's office, 1280 px wide."""
    with _page(browser, live_server, width=1280, height=900, has_touch=False) as page:
        yield page


@contextmanager
def small_page(browser: Browser, server: LiveServer, *, width: int) -> Iterator[Page]:
    """Yield a page of some width with storage of its own: a phone, or the laptop beside it."""
    height = 740 if width < 600 else 800
    with _page(browser, server, width=width, height=height, has_touch=width < 600) as page:
        yield page


@contextmanager
def _page(
    browser: Browser, server: LiveServer, *, width: int, height: int, has_touch: bool
) -> Iterator[Page]:
    """Yield a page; afterwards no script may have failed, nor broken the security policy."""
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": height},
        has_touch=has_touch,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    troubles: list[str] = []

    def hear_error(error: Error) -> None:
        troubles.append(str(error))

    def hear_console(message: ConsoleMessage) -> None:
        # A refusal answers 409, which the console calls an error, too; that is no trouble.
        if message.type == "error" and "Content Security Policy" in message.text:
            troubles.append(message.text)

    page.on("pageerror", hear_error)
    page.on("console", hear_console)
    yield page
    context.close()
    assert troubles == []
