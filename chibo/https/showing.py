"""What the page hands out: a QR code drawn as SVG, and a profile for iPhones."""

import plistlib
from uuid import NAMESPACE_URL, uuid5

import segno
from cryptography import x509
from django.utils.safestring import SafeString, mark_safe

from chibo.https.certificates import as_der, fingerprint


def qr_code(address: str) -> SafeString:
    """Return an address as a QR code, which stays readable when a quarter of it is soiled.

    The markup is segno's own, drawn from squares; nothing of the address is in it as text.
    """
    drawn = segno.make_qr(address, error="q").svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="trust__qr", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308 - see above


def profile_of(authority: x509.Certificate, *, name: str, words: str) -> bytes:
    """Return a configuration profile with one certificate, as iPhones take it.

    The same authority makes the same profile, so that loading it twice replaces it.

    words: what the phone shows below the name.
    """
    stem = f"chibo.authority.{fingerprint(authority).hex()[:16]}"
    shared = {"PayloadVersion": 1, "PayloadDisplayName": name, "PayloadDescription": words}
    content = {
        **shared,
        "PayloadType": "com.apple.security.root",
        "PayloadIdentifier": f"{stem}.root",
        "PayloadUUID": str(uuid5(NAMESPACE_URL, f"{stem}.root")).upper(),
        "PayloadCertificateFileName": "chibo.crt",
        "PayloadContent": as_der(authority),
    }
    return plistlib.dumps(
        {
            **shared,
            "PayloadType": "Configuration",
            "PayloadIdentifier": stem,
            "PayloadUUID": str(uuid5(NAMESPACE_URL, stem)).upper(),
            "PayloadContent": [content],
        }
    )
