"""A file on its way in."""

from typing import Protocol


class Upload(Protocol):
    """A file as a form brings it."""

    @property
    def name(self) -> str | None:
        """Return what a person called it."""

    @property
    def size(self) -> int | None:
        """Return its length in bytes, or None when it is not known."""

    def read(self) -> bytes:
        """Return its bytes."""
