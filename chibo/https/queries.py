"""What of HTTPS lies in the data directory: the authority, its certificate, how it is served."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from chibo.https.certificates import Key, domains_of, facts, fits
from chibo.https.rules import Facts, Names, nameable

# Each holds a key and its certificate.
AUTHORITY = "authority.pem"
SERVER = "server.pem"
_SERVED = "served.json"


class Unreadable(Exception):
    """A file in CHIBO_HOME/https is not what we wrote; the text is its path."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and the key it was made for."""

    certificate: x509.Certificate
    key: Key

    @property
    def facts(self) -> Facts:
        return facts(self.certificate)


@dataclass(frozen=True, slots=True)
class Served:
    """How `chibo serve --https` was started last.

    host: the name or address to tell people. certificate: the path of one that was given; empty
    when Chibo's own authority made it.
    """

    host: str
    port: int
    plain_port: int
    certificate: str = ""

    def origin(self, host: str = "") -> str:
        """Return where browsers reach it by HTTPS."""
        port = "" if self.port == 443 else f":{self.port}"
        return f"https://{host or self.host}{port}"

    def plain_origin(self) -> str:
        """Return where a phone begins that does not trust it yet."""
        port = "" if self.plain_port == 80 else f":{self.plain_port}"
        return f"http://{self.host}{port}"


def directory() -> Path:
    """Return where the files are; it may not exist."""
    return Path(settings.CHIBO_HOME) / "https"


def authority() -> Pair | None:
    """Return this installation's authority.

    Raises Unreadable.
    """
    return _pair(directory() / AUTHORITY)


def server() -> Pair | None:
    """Return the certificate that the authority made for this machine.

    Raises Unreadable.
    """
    return _pair(directory() / SERVER)


def _pair(path: Path) -> Pair | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unreadable(str(path)) from error
    try:
        key = serialization.load_pem_private_key(content, password=None)
        certificate = x509.load_pem_x509_certificate(content)
    except ValueError as error:
        raise Unreadable(str(path)) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not fits(certificate, key):
        raise Unreadable(str(path))
    return Pair(certificate, key)


def certifiable(names: Names) -> Names:
    """Return what of a machine's names its authority may certify; all while there is none."""
    kept = authority()
    return nameable(names, domains_of(kept.certificate)) if kept else names


def served() -> Served | None:
    """Return how it is served, or None when it was started without HTTPS."""
    try:
        return Served(**json.loads((directory() / _SERVED).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def note_served(found: Served | None) -> None:
    """Remember how it is served, for the page and the doctor; None: without HTTPS."""
    path = directory() / _SERVED
    if found is None:
        path.unlink(missing_ok=True)
    else:
        directory().mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(found)))


def open_to_others() -> Path | None:
    """Return a file of a key that others on this machine can read, if there is one."""
    for name in (AUTHORITY, SERVER):
        path = directory() / name
        if path.exists() and path.stat().st_mode & 0o077:
            return path
    return None
