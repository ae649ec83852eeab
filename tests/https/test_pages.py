"""The page by which a phone learns to trust the office's computer."""

import plistlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from django.test import Client
from django.urls import reverse

from chibo.https import actions, queries
from chibo.https.certificates import fingerprint
from chibo.https.queries import Served, note_served
from chibo.https.rules import in_groups, sorted_out

pytestmark = pytest.mark.django_db

PAGE = "/trust/"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)"
ANDROID = "Mozilla/5.0 (Linux; Android 12; V2109)"


@pytest.fixture
def authority() -> x509.Certificate:
    """Return the authority of an office that serves HTTPS."""
    names = sorted_out(["testserver", "192.168.1.9"])
    actions.prepare(names=names, by="chibo", at=datetime(2026, 11, 24, tzinfo=UTC))
    note_served(Served(host="192.168.1.9", port=8443, plain_port=8000))
    kept = queries.authority()
    assert kept
    return kept.certificate


def read(path: str = PAGE, *, agent: str = ANDROID, secure: bool = False) -> str:
    answer = Client(headers={"user-agent": agent}).get(path, secure=secure)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_the_way_the_figures_and_the_steps(authority: x509.Certificate) -> None:
    page = read()

    assert "http://192.168.1.9:8000/trust/" in page
    assert "<svg" in page.partition("trust__code")[2]
    for line in in_groups(fingerprint(authority)):
        assert f"<li>{line}</li>" in page
    assert "Tải chứng chỉ cho Android" in page
    assert "23/11/2036" in page or "24/11/2036" in page


def test_it_speaks_english_when_asked(authority: x509.Certificate) -> None:
    del authority

    assert "What trusting it means" in read(f"{PAGE}?language=en")


@pytest.mark.parametrize(
    ("agent", "order"),
    [
        (ANDROID, ["android", "iphone", "computer"]),
        (IPHONE, ["iphone", "android", "computer"]),
        ("Mozilla/5.0 (Windows NT 10.0)", ["computer", "android", "iphone"]),
        ("", ["android", "iphone", "computer"]),
    ],
)
def test_the_phone_in_hand_comes_first(
    authority: x509.Certificate, agent: str, order: list[str]
) -> None:
    del authority
    page = read(agent=agent)

    assert sorted(order, key=lambda kind: page.index(f'h2 id="{kind}"')) == order
    assert page.count("button--primary") == 1


def test_the_check_is_allowed_by_the_policy_and_only_there(authority: x509.Certificate) -> None:
    del authority
    client = Client()
    by_http, by_https = client.get(PAGE), client.get(PAGE, secure=True)

    # The host that brought the phone here is the one it will use.
    assert "img-src 'self' https://testserver:8443 " in by_http["Content-Security-Policy"]
    assert 'data-check="https://testserver:8443/trust/check.svg"' in by_http.content.decode()
    assert "8443" not in by_https["Content-Security-Policy"]
    assert 'data-check=""' in by_https.content.decode()
    assert client.get(reverse("https:check"))["Content-Type"] == "image/svg+xml"
    assert client.get(reverse("https:worker"))["Content-Type"].startswith("text/javascript")


def test_the_certificate_as_phones_take_it(authority: x509.Certificate) -> None:
    answer = Client().get(reverse("https:certificate"))

    assert answer["Content-Type"] == "application/x-x509-ca-cert"
    assert "chibo.crt" in answer["Content-Disposition"]
    assert x509.load_der_x509_certificate(answer.content) == authority


def test_the_profile_as_iphones_take_it(authority: x509.Certificate) -> None:
    answer = Client().get(reverse("https:profile"))
    profile = plistlib.loads(answer.content)
    (content,) = profile["PayloadContent"]

    assert answer["Content-Type"] == "application/x-apple-aspen-config"
    assert profile["PayloadType"] == "Configuration"
    assert content["PayloadType"] == "com.apple.security.root"
    assert x509.load_der_x509_certificate(content["PayloadContent"]) == authority
    # Loaded twice it replaces itself.
    assert Client().get(reverse("https:profile")).content == answer.content


def test_the_key_is_nowhere_on_it(authority: x509.Certificate, home: Path) -> None:
    del authority
    pem = (home / "https/authority.pem").read_text()
    secret = pem.splitlines()[1]

    for name in ("trust", "certificate", "profile"):
        assert secret.encode() not in Client().get(reverse(f"https:{name}")).content


def test_an_office_without_https(home: Path) -> None:
    page = read()

    assert "Chưa có gì để tin cậy" in page
    assert "chibo serve --https" in page
    assert Client().get(reverse("https:certificate")).status_code == 404
    assert not (home / "https").exists()


def test_an_office_with_a_public_certificate() -> None:
    note_served(Served(host="chibo.xa.vn", port=443, plain_port=80, certificate="/etc/x.pem"))

    page = read()
    assert "không phải làm gì thêm" in page
    assert "chibo.crt" not in page


@pytest.mark.parametrize("content", ["", "{", "[]", '{"host": "x", "other": 1}'])
def test_a_damaged_note_counts_as_none(home: Path, content: str) -> None:
    (home / "https").mkdir()
    (home / "https/served.json").write_text(content)

    assert queries.served() is None


def test_served_without_https_again(home: Path, authority: x509.Certificate) -> None:
    del authority
    note_served(None)

    assert queries.served() is None
    assert (home / "https/authority.pem").exists()
