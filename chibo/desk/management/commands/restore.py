"""`chibo restore FILE`: put a backup back, or only verify it."""

import json
import time
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from chibo.base.time import LOCAL
from chibo.desk.backup import sentences
from chibo.desk.backup.restoring import Verified, restore, verify_backup


class Command(BaseCommand):
    help = (
        "Put a backup into an empty installation, on SQLite or PostgreSQL whichever it came from, "
        "after verifying it with its minutes books. Exit code 1 when it was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="what chibo backup wrote")
        parser.add_argument("--check", action="store_true", help="verify it only, write nothing")
        parser.add_argument("--json", action="store_true", help="answer with data")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        began = time.monotonic()
        try:
            if options["check"]:
                verified = verify_backup(path)
            else:
                verified = restore(path=path, by="chibo", at=timezone.now())
        except sentences.REFUSALS as error:
            words = sentences.refusal(error, file=str(path), place=_place())
            raise CommandError(words) from None
        if options["json"]:
            data = _data(verified, restored=not options["check"])
            self.stdout.write(json.dumps(data, ensure_ascii=False))
        else:
            self._say(verified, time.monotonic() - began, restored=not options["check"])

    def _say(self, verified: Verified, seconds: float, *, restored: bool) -> None:
        manifest = verified.manifest
        if restored:
            self.stdout.write(_("Restored into %(place)s.") % {"place": _place()})
        else:
            self.stdout.write(_("The backup is whole."))
        self.stdout.write(
            _(
                "Made by Chibo %(version)s on %(day)s: %(rows)s rows, %(pages)s pages of minutes "
                "books checked, %(seconds)s seconds."
            )
            % {
                "version": manifest.version,
                "day": f"{datetime.fromisoformat(manifest.made_at).astimezone(LOCAL):%d/%m/%Y %H:%M}",
                "rows": number_format(sum(manifest.rows.values())),
                "pages": number_format(verified.pages),
                "seconds": number_format(seconds, 1),
            }
        )
        for name in verified.missing:
            self.stdout.write(_("▲ The uploaded file %(name)s was gone already.") % {"name": name})
        if restored:
            self.stdout.write(_("Now run chibo init, then chibo doctor, and start Chibo."))


def _place() -> str:
    """The installation in words, without the password of its database."""
    if connection.vendor == "sqlite":
        return str(settings.CHIBO_HOME)
    return f"{settings.CHIBO_HOME}, PostgreSQL {connection.settings_dict['NAME']}"


def _data(verified: Verified, *, restored: bool) -> dict[str, Any]:
    manifest = verified.manifest
    return {
        "restored": restored,
        "version": manifest.version,
        "database": manifest.database,
        "made_at": manifest.made_at,
        "rows": manifest.rows,
        "pages": verified.pages,
        "missing_files": verified.missing,
    }
