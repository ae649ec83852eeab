"""What is made, when, and what is left as it was."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chibo.audit.models import Entry
from chibo.https import actions, queries
from chibo.https.certificates import came_from, domains_of
from chibo.https.rules import sorted_out

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
OFFICE = sorted_out(["vanphong", "localhost", "192.168.1.9"])


def prepare(names: object = OFFICE, *, after: int = 0) -> bool:
    at = NOW + timedelta(days=after)
    return actions.prepare(names=names, by="chibo", at=at)  # type: ignore[arg-type]


def logged() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def contents(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / "https").iterdir()}


def test_the_first_time_both_are_made(home: Path) -> None:
    assert prepare()

    authority, server = queries.authority(), queries.server()
    assert authority
    assert server
    assert came_from(server.certificate, authority.certificate)
    assert server.facts.names == OFFICE
    assert logged() == ["https.authority_made", "https.certificate_made"]
    assert sorted(contents(home)) == ["authority.pem", "server.pem"]


def test_nobody_else_can_read_the_keys(home: Path) -> None:
    prepare()

    modes = {stat.S_IMODE(path.stat().st_mode) for path in (home / "https").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((home / "https").stat().st_mode) == 0o700
    assert queries.open_to_others() is None
    (home / "https/server.pem").chmod(0o640)
    assert queries.open_to_others() == home / "https/server.pem"


def test_the_second_time_nothing_is_made(home: Path) -> None:
    prepare()
    before = contents(home)

    assert not prepare(after=300)
    assert contents(home) == before
    assert len(logged()) == 2


@pytest.mark.parametrize("reason", ["time", "address", "damage", "gone"])
def test_the_certificate_is_made_anew_and_the_authority_stays(home: Path, reason: str) -> None:
    prepare()
    before = contents(home)
    server = home / "https/server.pem"
    if reason == "damage":
        server.write_bytes(b"-----BEGIN")
    elif reason == "gone":
        server.unlink()

    names = sorted_out([*OFFICE.texts, "10.0.0.4"]) if reason == "address" else OFFICE
    assert prepare(names, after=370 if reason == "time" else 1)

    after = contents(home)
    assert after["authority.pem"] == before["authority.pem"]
    assert after["server.pem"] != before["server.pem"]
    assert logged()[2:] == ["https.certificate_made"]


def test_names_that_the_authority_may_not_certify_are_left_out() -> None:
    prepare()
    renamed = sorted_out(["ketoan", "ketoan.local", "localhost", "192.168.1.9"])

    assert prepare(renamed)
    server = queries.server()
    assert server
    assert server.facts.names.hosts == ("ketoan.local", "localhost")
    # Once made, the same names do not make it anew at every look.
    assert not prepare(renamed)


def test_a_new_authority_brings_a_new_certificate() -> None:
    prepare()
    renamed = sorted_out(["ketoan", "192.168.1.9"])

    made = actions.make_authority(names=renamed, by="chibo", at=NOW)
    assert "ketoan" in domains_of(made.certificate)
    assert prepare(renamed)
    server = queries.server()
    assert server
    assert server.facts.names == renamed


def test_after_ten_years_a_person_decides(home: Path) -> None:
    prepare()
    before = contents(home)

    with pytest.raises(actions.AuthorityEnded):
        prepare(after=3653)
    assert contents(home) == before


@pytest.mark.parametrize("content", [b"", b"no certificate", b"\xff\x00"])
def test_a_damaged_authority_is_not_replaced(home: Path, content: bytes) -> None:
    prepare()
    (home / "https/authority.pem").write_bytes(content)
    before = contents(home)

    with pytest.raises(queries.Unreadable):
        prepare()
    assert contents(home) == before
    assert len(logged()) == 2


def test_a_key_of_another_certificate_is_no_pair(home: Path) -> None:
    prepare()
    mine = (home / "https/authority.pem").read_text()
    actions.make_authority(names=OFFICE, by="chibo", at=NOW)
    other = (home / "https/authority.pem").read_text()
    swapped = mine.partition("-----BEGIN CERT")[0] + "".join(other.partition("-----BEGIN CERT")[1:])
    (home / "https/authority.pem").write_text(swapped)

    with pytest.raises(queries.Unreadable):
        queries.authority()
