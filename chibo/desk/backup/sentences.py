"""Refusals of the backup's commands, in the technician's language: what is wrong, what to do."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from chibo.desk.backup.archive import Damaged, NotABackup
from chibo.desk.backup.databases import NotUpToDate
from chibo.desk.backup.restoring import FromNewerVersion, NotEmpty, NotWhole

REFUSALS = (
    Damaged,
    FromNewerVersion,
    NotABackup,
    NotEmpty,
    NotUpToDate,
    NotWhole,
    OSError,
)


def refusal(error: Exception, *, file: str, place: str) -> str:
    """Say why a backup was not made, verified or restored, and what to do.

    file: as it was typed. place: the installation, by directory or database.
    """
    match error:
        case FileExistsError():
            return _(
                "%(file)s is there already and stays as it is. Give another name, or none."
            ) % {"file": file}
        case FileNotFoundError():
            return _("There is no file %(file)s. Check the name.") % {"file": file}
        case OSError():
            return _("%(file)s: the machine says: %(error)s") % {
                "file": file,
                "error": error.strerror or error,
            }
        case NotUpToDate():
            return _(
                "The database is of another version of Chibo. Back it up with that version, or run "
                "chibo init first."
            )
        case NotABackup():
            return _(
                "%(file)s is not a whole backup of Chibo. Take an earlier one, or copy it again from "
                "where it is kept."
            ) % {"file": file}
        case Damaged():
            return _(
                "%(file)s is damaged: %(part)s is not what was written. Take an earlier backup, or "
                "copy it again from where it is kept."
            ) % {"file": file, "part": error}
        case FromNewerVersion():
            return _(
                "%(file)s was made by Chibo %(version)s, which is newer than this one. Install that "
                "version, then restore."
            ) % {"file": file, "version": error}
        case NotEmpty():
            return _(
                "%(place)s holds an installation already (%(holds)s), and nothing was changed. "
                "Restore into a new one: name an empty directory in CHIBO_HOME, or an empty "
                "database in DATABASE_URL."
            ) % {"place": place, "holds": _some(f"{k}: {v}" for k, v in error.holds.items())}
        case NotWhole():
            return _(
                "What is in %(file)s does not fit together: %(flaws)s. Take an earlier backup."
            ) % {"file": file, "flaws": _some(error.flaws)}
    raise error


def _some(words: Iterable[str]) -> str:
    first, *more = [*words]
    return ", ".join([first, *more[:2]]) + (" …" if len(more) > 2 else "")
