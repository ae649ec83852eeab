"""Keys of rows that a device may create while offline."""

import uuid

import uuid_utils


def uuid7() -> uuid.UUID:
    """Return a new UUIDv7: unique without asking a server, and sorted by time of birth."""
    return uuid.UUID(int=uuid_utils.uuid7().int)
