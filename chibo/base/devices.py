"""Plain values between a page that works offline and the server: JSON both ways, packed."""

import gzip
import json
import zlib
from typing import Any

from django.http import HttpRequest, HttpResponse


class Unreadable(Exception):
    """What a device sent is no JSON object, or was packed in a way we do not know."""


class TooLarge(Exception):
    """What a device sent is larger than it may be."""


def packed(values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return plain values as JSON, packed."""
    body = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"Content-Encoding": "gzip", "Cache-Control": "no-store"}
    return HttpResponse(
        gzip.compress(body, 6), status=status, content_type="application/json", headers=headers
    )


def values_sent(request: HttpRequest, *, largest: int) -> dict[str, Any]:
    """Return what a device sent, unpacked.

    largest: bytes, packed and unpacked.

    Raises TooLarge or Unreadable.
    """
    if int(request.headers.get("Content-Length") or 0) > largest:
        raise TooLarge
    body = request.body
    if request.headers.get("Content-Encoding") == "gzip":
        body = _unpacked(body, largest)
    try:
        sent = json.loads(body or b"{}")
    except ValueError:
        raise Unreadable from None
    if not isinstance(sent, dict):
        raise Unreadable
    return sent


def _unpacked(body: bytes, largest: int) -> bytes:
    unpack = zlib.decompressobj(wbits=31)
    try:
        found = unpack.decompress(body, largest)
    except zlib.error:
        raise Unreadable from None
    if unpack.unconsumed_tail:
        raise TooLarge
    return found
