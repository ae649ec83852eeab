"""Certificates as a strict verifier sees them."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from chibo.https.certificates import (
    Key,
    came_from,
    domains_of,
    facts,
    fingerprint,
    fits,
    make_authority,
    make_certificate,
    new_key,
)
from chibo.https.rules import Names, sorted_out

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
OFFICE = sorted_out(["vanphong", "vanphong.local", "localhost", "192.168.1.9", "fd00::9"])


def signed(names: Names, at: datetime = NOW) -> tuple[x509.Certificate, x509.Certificate]:
    """Return an authority of the office, and a certificate it signed for some names."""
    key, of_server = new_key(), new_key()
    authority = make_authority(key, OFFICE, NOW)
    made = make_certificate(of_server, names, at, authority=authority, signed_with=key)
    return authority, made


def opened(
    certificate: x509.Certificate, authority: x509.Certificate, host: str, at: datetime = NOW
) -> bool:
    """Say whether someone who trusts the authority opens this host."""
    try:
        subject: x509.DNSName | x509.IPAddress = x509.IPAddress(ip_address(host))
    except ValueError:
        subject = x509.DNSName(host)
    verifier = PolicyBuilder().store(Store([authority])).time(at)
    try:
        verifier.build_server_verifier(subject).verify(certificate, [])
    except VerificationError:
        return False
    return True


@pytest.mark.parametrize("host", OFFICE.texts)
def test_every_name_of_the_machine_opens(host: str) -> None:
    authority, made = signed(OFFICE)

    assert opened(made, authority, host)


@pytest.mark.parametrize("host", ["ketoan.local", "192.168.1.10", "fd00::8", "example.org"])
def test_no_other_name_opens(host: str) -> None:
    authority, made = signed(OFFICE)

    assert not opened(made, authority, host)


@pytest.mark.parametrize("host", ["nganhang.vn", "8.8.8.8"])
def test_the_authority_cannot_speak_for_the_world(host: str) -> None:
    """Whoever stole its key could not pass for a bank."""
    address = [] if host.endswith("vn") else [ip_address(host)]
    authority, made = signed(Names((host,) if not address else (), tuple(address)))

    assert came_from(made, authority)
    assert not opened(made, authority, host)


@pytest.mark.parametrize(("days", "opens"), [(0, True), (395, True), (397, False), (-2, False)])
def test_from_when_until_when(days: int, opens: bool) -> None:
    authority, made = signed(OFFICE)

    assert opened(made, authority, "vanphong.local", NOW + timedelta(days=days)) is opens


def test_what_it_says() -> None:
    authority, made = signed(OFFICE)

    assert facts(made).names == OFFICE
    assert facts(made).ends_at - facts(made).begins_at == timedelta(days=397)
    assert "vanphong" in domains_of(authority)
    assert len(fingerprint(authority)) == 32
    key = made.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"


def test_a_certificate_without_names_names_nobody() -> None:
    assert facts(make_authority(new_key(), OFFICE, NOW)).names == Names((), ())


def test_keys_and_authorities_are_told_apart() -> None:
    authority, made = signed(OFFICE)
    other_authority, _other = signed(OFFICE)
    key: Key = new_key()

    assert not fits(made, key)
    assert came_from(made, authority)
    assert not came_from(made, other_authority)


def test_a_long_name_of_a_machine_still_fits() -> None:
    long = sorted_out(["a" * 60 + ".local"])

    assert make_authority(new_key(), long, NOW).subject
