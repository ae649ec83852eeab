"""A certificate of a public authority: taken when browsers take it, else refused in words."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from django.utils import translation

from chibo.https.certificates import Key, make_authority, make_certificate, new_key
from chibo.https.given import Refused, Why, examine
from chibo.https.rules import Names, sorted_out
from chibo.https.sentences import refusal

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
OFFICE = sorted_out(["vanphong", "chibo.muongla.vn", "192.168.1.9"])
PEM = serialization.Encoding.PEM
PKCS8 = serialization.PrivateFormat.PKCS8


@pytest.fixture
def key() -> Key:
    return new_key()


@pytest.fixture
def files(tmp_path: Path, key: Key) -> tuple[Path, Path]:
    """Return the certificate of chibo.muongla.vn, with the one above it in one file, and its key."""
    above = new_key()
    names = Names(("chibo.muongla.vn",), ())
    authority = make_authority(above, names, NOW)
    made = make_certificate(key, names, NOW, authority=authority, signed_with=above)
    certificate = tmp_path / "fullchain.pem"
    certificate.write_bytes(made.public_bytes(PEM) + authority.public_bytes(PEM))
    return certificate, _written(tmp_path / "key.pem", key)


def _written(path: Path, key: Key, password: bytes = b"") -> Path:
    lock = (
        serialization.BestAvailableEncryption(password)
        if password
        else serialization.NoEncryption()
    )
    path.write_bytes(key.private_bytes(PEM, PKCS8, lock))
    return path


def refused(certificate: Path, key: Path, names: Names = OFFICE, at: datetime = NOW) -> Refused:
    with pytest.raises(Refused) as found:
        examine(certificate, key, names, at)
    with translation.override("vi"):
        sentence = refusal(found.value)
    assert "%(" not in sentence
    # Every refusal says what to do next.
    assert sentence.count(".") >= 2
    return found.value


def test_a_good_one(files: tuple[Path, Path]) -> None:
    assert examine(*files, OFFICE, NOW).names.hosts == ("chibo.muongla.vn",)


def test_files_that_are_not_there(files: tuple[Path, Path], tmp_path: Path) -> None:
    certificate, key = files

    assert refused(tmp_path / "nothing", key).why == Why.NO_FILE
    assert refused(certificate, tmp_path / "nothing").why == Why.NO_FILE
    assert refused(tmp_path, key).why == Why.NO_FILE


def test_files_that_hold_something_else(files: tuple[Path, Path], tmp_path: Path) -> None:
    certificate, key = files
    other = tmp_path / "x"
    other.write_bytes(b"\x00\xff not pem")

    assert refused(key, key).why == Why.NO_CERTIFICATE
    assert refused(other, key).why == Why.NO_CERTIFICATE
    assert refused(certificate, certificate).why == Why.NO_KEY
    assert refused(certificate, other).why == Why.NO_KEY


def test_a_key_with_a_password(files: tuple[Path, Path], key: Key) -> None:
    certificate, path = files

    assert refused(certificate, _written(path, key, b"secret")).why == Why.LOCKED_KEY


def test_a_key_of_another_one(files: tuple[Path, Path]) -> None:
    certificate, path = files

    assert refused(certificate, _written(path, new_key())).why == Why.NO_FIT


def test_the_wrong_day(files: tuple[Path, Path]) -> None:
    assert refused(*files, at=NOW + timedelta(days=397)).why == Why.ENDED
    assert refused(*files, at=NOW - timedelta(days=2)).why == Why.NOT_YET


def test_another_machine(files: tuple[Path, Path]) -> None:
    assert refused(*files, names=sorted_out(["ketoan", "localhost"])).why == Why.OTHER_HOST
