"""Brings the shipped score sheets into the database."""

from datetime import date

from chibo.book.rules import digest
from chibo.quality.models import ScoreSheet
from chibo.quality.rules.located import load
from chibo.quality.shipped import shipped

# In force for every cell for which no committee put another one in force: the central ones only.
_GENERAL = ("hd42-frame", "hd12-2018")


def load_sheets() -> None:
    """Write the shipped sheets not there yet; a changed one becomes another edition.

    An edition that is there stays: what was assessed by it must stay readable.
    """
    for key, text in sorted(shipped().items(), key=lambda item: "\nextends:" in item[1]):
        data = load(text).data
        general = key in _GENERAL
        ScoreSheet.objects.get_or_create(
            key=key,
            sha256=digest(text.encode()),
            unit=None,
            defaults={
                "title": data["title"],
                "text": text,
                "base": ScoreSheet.objects.filter(key=data.get("extends", ""), unit=None).last(),
                "since": _day(data.get("since")) if general else None,
                "until": _day(data.get("until")) if general else None,
            },
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
