"""Opening a zip archive that someone sent, without unpacking a bomb."""

import io
import zipfile

MOST_FILES = 2000
MOST_BYTES = 100 * 1024 * 1024


class NotAnArchive(Exception):
    """The bytes are not a whole zip archive."""


class ArchiveTooLarge(Exception):
    """The archive would unpack to more files or bytes than a document has."""


def open_archive(content: bytes, *, most_bytes: int = MOST_BYTES) -> zipfile.ZipFile:
    """Return an archive whose parts, unpacked, stay within a limit.

    most_bytes: of all parts together. Sizes are what the archive claims; Python reads no more
    of a part than it claims, so a lie only breaks the part.

    Raises NotAnArchive or ArchiveTooLarge.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise NotAnArchive from None
    parts = archive.infolist()
    if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > most_bytes:
        raise ArchiveTooLarge
    return archive
