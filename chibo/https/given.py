"""A certificate of a public authority, given by the technician: is it good for this machine?"""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

from chibo.https.certificates import facts, fits
from chibo.https.rules import Facts, Names, Objection, objections


class Why(StrEnum):
    """Why a certificate that was given is refused."""

    NO_FILE = "no file"
    NO_CERTIFICATE = "no certificate"
    NO_KEY = "no key"
    LOCKED_KEY = "locked key"
    NO_FIT = "no fit"
    ENDED = "ended"
    NOT_YET = "not yet"
    OTHER_HOST = "other host"


class Refused(Exception):
    """A certificate that browsers would refuse; detail fills the sentence about it."""

    def __init__(self, why: Why, **detail: object) -> None:
        super().__init__(why)
        self.why = why
        self.detail = detail


def read(path: Path) -> Facts:
    """Return what the first certificate of a file says.

    Raises Refused.
    """
    return facts(_certificate(path))


def examine(certificate: Path, key: Path, names: Names, at: datetime) -> Facts:
    """Return what a certificate says, if browsers that come under some name will take it.

    Raises Refused.
    """
    found = _certificate(certificate)
    if not fits(found, _key(key)):
        raise Refused(Why.NO_FIT, certificate=certificate, key=key)
    said = facts(found)
    against = objections(said, names, at)
    if Objection.ENDED in against:
        raise Refused(Why.ENDED, certificate=certificate, day=said.ends_at)
    if Objection.NOT_YET in against:
        raise Refused(Why.NOT_YET, certificate=certificate, day=said.begins_at)
    if Objection.UNNAMED in against:
        raise Refused(
            Why.OTHER_HOST,
            named=", ".join(said.names.texts) or "–",
            host=", ".join(names.texts),
        )
    return said


def _certificate(path: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificates(_read(path))[0]
    except ValueError:
        raise Refused(Why.NO_CERTIFICATE, file=path) from None


def _key(path: Path) -> PrivateKeyTypes:
    try:
        return serialization.load_pem_private_key(_read(path), password=None)
    except TypeError:
        raise Refused(Why.LOCKED_KEY, file=path) from None
    except (ValueError, UnsupportedAlgorithm):
        raise Refused(Why.NO_KEY, file=path) from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Refused(Why.NO_FILE, file=path) from None
