"""`chibo backup`: everything in one file, while Chibo runs."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from chibo.desk.backup import sentences
from chibo.desk.backup.making import Backup, default_path, make_backup, name_at


class Command(BaseCommand):
    help = (
        "Write the whole installation into one new file while it runs: database, uploaded files "
        "and key. The file is not encrypted. Exit code 1 when it was not made."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            metavar="FILE",
            help="a new file, or a directory to put it in; CHIBO_HOME/backups without it",
        )
        parser.add_argument("--json", action="store_true", help="answer with data")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        to: Path = options["file"] or default_path(at)
        if to.is_dir():
            to /= name_at(at)
        began = time.monotonic()
        try:
            made = make_backup(to=to, by="chibo", at=at)
        except sentences.REFUSALS as error:
            words = sentences.refusal(error, file=str(to), place=str(settings.CHIBO_HOME))
            raise CommandError(words) from None
        if options["json"]:
            self.stdout.write(json.dumps(_data(made), ensure_ascii=False))
        else:
            self._say(made, time.monotonic() - began)

    def _say(self, made: Backup, seconds: float) -> None:
        manifest = made.manifest
        self.stdout.write(
            _("Backed up: %(file)s (%(size)s MB, %(rows)s rows, %(seconds)s seconds)")
            % {
                "file": made.path,
                "size": number_format(made.size / 1e6, 1),
                "rows": number_format(sum(manifest.rows.values())),
                "seconds": number_format(seconds, 1),
            }
        )
        self.stdout.write(f"SHA-256: {made.sha256}")
        self.stdout.write(
            _(
                "The file holds the key and personal data of members, and is not encrypted. Keep it "
                "where only those in charge can open it, and on another machine."
            )
        )
        for name in made.missing:
            self.stdout.write(_("▲ The uploaded file %(name)s was gone already.") % {"name": name})
        for name in made.left_out:
            self.stdout.write(_("▲ The table %(name)s is not Chibo's own.") % {"name": name})
        self.stdout.write(_("To check it: chibo restore --check %(file)s") % {"file": made.path})


def _data(made: Backup) -> dict[str, Any]:
    return {
        "file": str(made.path),
        "bytes": made.size,
        "sha256": made.sha256,
        "version": made.manifest.version,
        "database": made.manifest.database,
        "made_at": made.manifest.made_at,
        "rows": made.manifest.rows,
        "parts": len(made.manifest.parts),
        "missing_files": made.missing,
        "other_tables": made.left_out,
    }
