"""An office without a name on the internet serves its phones by HTTPS, as `chibo serve` does it."""

import http.client
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support.ports import free_port, wait_for


@dataclass(frozen=True, slots=True)
class Office:
    """A computer that serves HTTPS: its data directory and its two ports."""

    home: Path
    port: int
    plain_port: int


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Start Chibo on an empty installation, with an authority of its own."""
    home = tmp_path_factory.mktemp("office")
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "CHIBO_SECRET_KEY"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    environment = {**kept, "CHIBO_HOME": str(home)}
    chibo = [sys.executable, "-m", "chibo"]
    subprocess.run([*chibo, "migrate", "-v", "0"], env=environment, check=True)
    found = Office(home, free_port(), free_port())
    words = ["serve", "--https", "--host", "127.0.0.1", "--port", str(found.port)]
    child = subprocess.Popen(
        [*chibo, *words, "--plain-port", str(found.plain_port)],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(found.port, seconds=60, is_alive=lambda: child.poll() is None)
        yield found
    finally:
        child.terminate()
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def trusting(office: Office) -> ssl.SSLContext:
    """Return what a phone is that went through the page."""
    pem = (office.home / "https/authority.pem").read_text()
    certificate = "".join(pem.partition("-----BEGIN CERTIFICATE")[1:])
    return ssl.create_default_context(cadata=certificate)


def test_a_phone_that_trusts_the_authority_is_served(office: Office) -> None:
    connection = http.client.HTTPSConnection(
        "localhost", office.port, context=trusting(office), timeout=10
    )
    connection.request("GET", "/sign-in/")
    answer = connection.getresponse()
    body = answer.read().decode()

    assert answer.status == 200
    assert "<form" in body
    # What signs one in never travels without HTTPS.
    assert all("Secure" in cookie for cookie in answer.headers.get_all("Set-Cookie", []))
    connection.close()


def test_a_phone_that_trusts_nothing_is_warned(office: Office) -> None:
    with (
        socket.create_connection(("127.0.0.1", office.port), timeout=10) as line,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        ssl.create_default_context().wrap_socket(line, server_hostname="localhost")


def test_its_page_tells_a_phone_how_it_stands(browser: Browser, office: Office) -> None:
    """First a stranger; then, as after the steps, one whose browser takes the certificate."""
    address = f"http://127.0.0.1:{office.plain_port}/trust/"
    with browser.new_context(locale="vi-VN", viewport={"width": 360, "height": 740}) as stranger:
        page = stranger.new_page()
        page.goto(address)
        expect(page.locator(".state--due")).to_be_visible()
        _can_be_read(page)
        page.goto(f"http://127.0.0.1:{office.plain_port}/trust/?language=en")
        expect(page.locator(".state--due")).to_be_visible()
        _can_be_read(page)
    with browser.new_context(locale="vi-VN", ignore_https_errors=True) as friend:
        page = friend.new_page()
        page.goto(address)
        expect(page.locator(".state--done")).to_be_visible()
        # All but that page goes by HTTPS.
        page.goto(f"http://127.0.0.1:{office.plain_port}/")
        expect(page).to_have_url(f"https://127.0.0.1:{office.port}/sign-in/?next=/")


def _can_be_read(page: Page) -> None:
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_sheet_for_the_wall_is_one_page(browser: Browser, office: Office) -> None:
    for language in ("vi", "en"):
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{office.plain_port}/trust/?language={language}")
            assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
