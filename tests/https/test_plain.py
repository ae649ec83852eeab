"""The listener without HTTPS: one page, and the way to all others."""

import http.client
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from chibo.https.plain import Plain, listen
from chibo.https.queries import Served

SERVED = Served(host="192.168.1.9", port=8443, plain_port=8000)
HOSTS = ["192.168.1.9", "vanphong.local", "[fd00::9]"]


def _application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"page {environ['PATH_INFO']}".encode()]


@pytest.fixture(scope="module")
def port() -> Iterable[int]:
    server = listen(Plain(_application, lambda: SERVED, lambda: HOSTS), "127.0.0.1", 0)
    yield server.server_port
    server.shutdown()
    server.server_close()


def asked(
    port: int, path: str, *, host: str = "192.168.1.9", method: str = "GET"
) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, headers={"Host": host})
    answer = connection.getresponse()
    found = answer.status, answer.getheader("Location") or answer.read().decode()
    connection.close()
    return found


@pytest.mark.parametrize("path", ["/trust/", "/trust/chibo.crt", "/static/built/chibo.css"])
def test_what_a_phone_needs_that_trusts_nothing_yet(port: int, path: str) -> None:
    assert asked(port, path) == (200, f"page {path}")


@pytest.mark.parametrize(
    ("path", "host", "leads_to"),
    [
        ("/", "192.168.1.9:8000", "https://192.168.1.9:8443/"),
        ("/", "vanphong.local", "https://vanphong.local:8443/"),
        ("/", "[fd00::9]:8000", "https://[fd00::9]:8443/"),
        ("/search/?q=m%C6%B0%C6%A1ng&y=2026", "", "https://192.168.1.9:8443/search/?q=m%C6%B0%C6%A1ng&y=2026"),
        ("/", "kegian.vn", "https://192.168.1.9:8443/"),  # of somebody else: not led there
        ("/", "[", "https://192.168.1.9:8443/"),
        ("//kegian.vn/", "192.168.1.9", "https://192.168.1.9:8443/kegian.vn/"),
        ("/trust", "192.168.1.9", "https://192.168.1.9:8443/trust"),
    ],
)  # fmt: skip
def test_all_else_is_led_to_https(port: int, path: str, host: str, leads_to: str) -> None:
    assert asked(port, path, host=host) == (307, leads_to)


def test_nothing_is_sent_to_it(port: int) -> None:
    """A password typed on an old page never reaches Chibo without HTTPS."""
    assert asked(port, "/trust/", method="POST")[0] == 307


def test_a_line_break_in_an_address_makes_no_header(port: int) -> None:
    status, leads_to = asked(port, "/a%0d%0aSet-Cookie:%20x=1")

    assert (status, leads_to) == (307, "https://192.168.1.9:8443/a%0D%0ASet-Cookie%3A%20x%3D1")


@pytest.mark.parametrize(
    ("served", "secure", "plain"),
    [
        (SERVED, "https://192.168.1.9:8443", "http://192.168.1.9:8000"),
        (Served("chibo.vn", 443, 80), "https://chibo.vn", "http://chibo.vn"),
    ],
)
def test_usual_ports_are_not_said(served: Served, secure: str, plain: str) -> None:
    assert (served.origin(), served.plain_origin()) == (secure, plain)
