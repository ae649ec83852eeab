"""What `chibo doctor` says of HTTPS."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from django.utils import translation
from pytest_django import Settings

from chibo.desk.health import Answer
from chibo.desk.management.commands.doctor import say
from chibo.https import actions, health
from chibo.https.certificates import make_authority, make_certificate, new_key
from chibo.https.queries import Served, note_served
from chibo.https.rules import Names, sorted_out

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def machine(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what this machine is called, which tests may change."""
    called = ["vanphong", "192.168.1.9"]
    settings.ALLOWED_HOSTS = []
    monkeypatch.setattr(health, "names_of_machine", lambda _: sorted_out(called))
    return called


@pytest.fixture
def served(machine: list[str]) -> None:
    actions.prepare(names=sorted_out(machine), by="chibo", at=NOW)
    note_served(Served("192.168.1.9", 8443, 8000))


def said(after: int = 0) -> tuple[bool, str]:
    flaw, state = health.flaw_and_state(NOW + timedelta(days=after))
    with translation.override("vi"):
        sentence = say(Answer("https", flaw, state))
    assert "%(" not in sentence
    return flaw is None, sentence


def test_without_https() -> None:
    assert said() == (
        True,
        "Chưa dùng HTTPS. Điện thoại chỉ giữ được phòng họp khi có HTTPS: chibo serve --https.",
    )


@pytest.mark.usefixtures("served")
def test_in_order() -> None:
    assert said() == (
        True,
        "HTTPS dùng tốt cho vanphong, 192.168.1.9: chứng chỉ còn 396 ngày và tự gia hạn, "
        "chứng chỉ gốc đến 23/11/2036.",
    )


@pytest.mark.parametrize(
    ("after", "begins"),
    [
        (370, "Chứng chỉ hết hạn ngày 25/12/2027."),
        (3400, "Chứng chỉ gốc hết hạn ngày 23/11/2036."),
        (3660, "Chứng chỉ gốc đã hết hạn ngày 23/11/2036."),
    ],
)
@pytest.mark.usefixtures("served")
def test_what_time_brings(after: int, begins: str) -> None:
    ok, sentence = said(after)

    assert not ok
    assert sentence.startswith(begins)


@pytest.mark.usefixtures("served")
def test_another_address(machine: list[str]) -> None:
    machine.append("10.0.0.4")

    assert said()[1].startswith("Chứng chỉ chưa ghi tên 10.0.0.4")


@pytest.mark.usefixtures("served")
def test_files_that_went_wrong(home: Path) -> None:
    key = home / "https/server.pem"
    key.chmod(0o644)
    assert said() == (False, f"Người khác trên máy này đọc được {key}. Chạy: chmod 600 {key}")

    key.write_bytes(b"x")
    key.chmod(0o600)
    assert said()[1].startswith(f"{key} bị hỏng.")

    key.unlink()
    assert said() == (False, "Không còn chứng chỉ nào. Chạy lại chibo serve --https.")


def given(home: Path, *, host: str, at: datetime = NOW) -> Path:
    above, key = new_key(), new_key()
    names = Names((host,), ())
    made = make_certificate(
        key, names, at, authority=make_authority(above, names, at), signed_with=above
    )
    path = home / "given.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    note_served(Served(host, 443, 80, str(path)))
    return path


def test_one_that_was_given(home: Path) -> None:
    path = given(home, host="vanphong")

    assert said() == (True, "HTTPS dùng tốt cho vanphong: chứng chỉ được cấp còn 396 ngày.")
    assert said(370) == (False, f"Chứng chỉ {path} hết hạn ngày 25/12/2027. Xin cấp lại.")
    assert said(400) == (False, f"Chứng chỉ {path} đã hết hạn ngày 25/12/2027. Xin cấp lại.")
    assert said(-5)[1].startswith(f"Chứng chỉ {path} chưa đến ngày có giá trị.")
    path.write_bytes(b"x")
    assert said()[1].startswith(f"{path} bị hỏng.")


def test_one_that_was_given_for_another_machine(home: Path) -> None:
    path = given(home, host="ketoan.vn")

    assert said()[1].startswith(f"Chứng chỉ {path} ghi tên ketoan.vn")
