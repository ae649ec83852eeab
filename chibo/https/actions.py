"""Making the authority and the server's certificate, and writing down that they were made."""

import os
from datetime import datetime

from django.db import transaction

from chibo.audit.log import record_installation
from chibo.https import certificates
from chibo.https.queries import (
    AUTHORITY,
    SERVER,
    Pair,
    Unreadable,
    authority,
    certifiable,
    directory,
    server,
)
from chibo.https.rules import Names, must_renew


class AuthorityEnded(Exception):
    """The authority's ten years are over: only a person may decide for a new one."""


@transaction.atomic
def make_authority(*, names: Names, by: str, at: datetime) -> Pair:
    """Make an authority, in place of one that may be there, and return it.

    Phones that trusted the one before trust this one no more than a stranger.
    """
    key = certificates.new_key()
    made = Pair(certificates.make_authority(key, names, at), key)
    record_installation(
        "https.authority_made",
        by=by,
        at=at,
        fingerprint=certificates.fingerprint(made.certificate).hex(),
    )
    _write(AUTHORITY, made)
    return made


@transaction.atomic
def prepare(*, names: Names, by: str, at: datetime) -> bool:
    """See to it that a fitting certificate is there; say whether one was made.

    An authority is made only where there is none.

    names: of the machine; those that the authority may not certify are left out.

    Raises AuthorityEnded, and Unreadable for the authority; then nothing is changed.
    """
    signing = authority() or make_authority(names=names, by=by, at=at)
    if signing.facts.ends_at <= at:
        raise AuthorityEnded
    wanted = certifiable(names)
    try:
        held = server()
    except Unreadable:
        held = None  # no phone trusts this file by itself: another one is as good
    if (
        held is not None
        and certificates.came_from(held.certificate, signing.certificate)
        and not must_renew(held.facts, wanted, at)
    ):
        return False
    key = certificates.new_key()
    made = certificates.make_certificate(
        key, wanted, at, authority=signing.certificate, signed_with=signing.key
    )
    record_installation(
        "https.certificate_made",
        by=by,
        at=at,
        names=list(wanted.texts),
        ends_at=made.not_valid_after_utc.isoformat(),
    )
    _write(SERVER, Pair(made, key))
    return True


def _write(name: str, pair: Pair) -> None:
    """Write a key and its certificate; the file is whole or as it was, and its owner's only."""
    place = directory()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place / f"{name}.{os.getpid()}.tmp"
    draft.touch(mode=0o600)
    draft.write_bytes(certificates.as_pem(pair.key, pair.certificate))
    draft.replace(place / name)
