"""`chibo doctor`: is this installation whole, and what to do if not?"""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from chibo.base.time import LOCAL
from chibo.desk.health import Answer, examine

# What is asked, and what to do when the answer is no.
SENTENCES = {
    "home": (
        gettext_noop("The data directory can be written, and nobody else can look into it."),
        gettext_noop(
            "Nothing can be written into %(place)s. Give it to the account under which Chibo runs."
        ),
    ),
    "key": (
        gettext_noop("The key is long, and only its owner can read it."),
        gettext_noop("The key in %(place)s is short. Write one of 50 random characters there."),
    ),
    "space": (
        gettext_noop("There is room on the disk."),
        gettext_noop(
            "%(free)s MB are free on the disk, a backup needs %(needed)s MB. Move old backups to "
            "another machine."
        ),
    ),
    "fonts": (
        gettext_noop("The fonts of documents are there."),
        gettext_noop("The fonts of documents are missing. Install the package again."),
    ),
    "database": (
        gettext_noop("The database answers and is whole."),
        gettext_noop(
            "The database does not answer (%(error)s). Start it, and check DATABASE_URL or the data "
            "directory."
        ),
    ),
    "restore": (
        gettext_noop("No restore was cut off."),
        gettext_noop(
            "A restore was cut off. Run chibo restore again; if it says that there is an "
            "installation already, delete %(place)s."
        ),
    ),
    "migrations": (
        gettext_noop("The tables are those of this version."),
        gettext_noop("The tables are those of an older version. Run chibo init."),
    ),
    "rules": (
        gettext_noop("Rules and their sources are loaded."),
        gettext_noop("No rules are loaded. Run chibo init."),
    ),
    "files": (
        gettext_noop("All uploaded documents are there."),
        gettext_noop(
            "%(count)s uploaded documents are missing, such as %(first)s. Take them out of a backup."
        ),
    ),
    "book": (
        gettext_noop("The pages entered last hold together."),
        gettext_noop(
            "Pages of the minutes books of %(cells)s were changed outside Chibo. Run chibo book "
            "verify, keep a backup of today, and compare with an earlier one."
        ),
    ),
    "backup": (
        gettext_noop("There is a fresh backup."),
        gettext_noop("For %(days)s days nothing was backed up. Run chibo backup now."),
    ),
    "https": (
        gettext_noop(
            "HTTPS is in order for %(names)s: the certificate holds %(days)s more days and is renewed "
            "by itself, the authority holds until %(until)s."
        ),
        gettext_noop("There is no certificate any more. Start chibo serve --https again."),
    ),
}
# Where one question can come out badly in more than one way.
OTHERWISE = {
    "open home": gettext_noop(
        "Others on this machine can look into %(place)s. Run: chmod 700 %(place)s"
    ),
    "open key": gettext_noop("Others on this machine can read %(place)s. Run: chmod 600 %(place)s"),
    "no home": gettext_noop(
        "There is no directory %(place)s. Check CHIBO_HOME, or make it and run chibo init."
    ),
    "broken database": gettext_noop(
        "The database is damaged (%(error)s). Stop Chibo, keep a copy of the data directory, and "
        "restore the last backup into a new one."
    ),
    "newer tables": gettext_noop(
        "The tables are those of a newer version. Install the version that ran here last."
    ),
    "no tables": gettext_noop("There are no tables yet. Run chibo init."),
    "no https": gettext_noop(
        "HTTPS is not used. Phones keep the meeting room only with it: chibo serve --https."
    ),
    "given https": gettext_noop(
        "HTTPS is in order for %(names)s: the certificate that was given holds %(days)s more days."
    ),
    "unreadable https": gettext_noop(
        "%(place)s is damaged. Take it out of a backup, or run chibo serve --new-authority."
    ),
    "own soon": gettext_noop(
        "The certificate ends on %(day)s. Start chibo serve --https again, which makes a new one."
    ),
    "own unnamed": gettext_noop(
        "The certificate does not name %(missing)s, so browsers will warn. Start chibo serve --https "
        "again, which makes a new one."
    ),
    "authority ended": gettext_noop(
        "The authority ended on %(until)s. Run chibo serve --new-authority."
    ),
    "authority soon": gettext_noop(
        "The authority ends on %(until)s. Run chibo serve --new-authority on a day when all phones "
        "can come by."
    ),
    "given ended": gettext_noop("The certificate %(place)s ended on %(day)s. Have it renewed."),
    "given soon": gettext_noop("The certificate %(place)s ends on %(day)s. Have it renewed."),
    "given not yet": gettext_noop(
        "The certificate %(place)s does not hold yet. Check the clock of this machine."
    ),
    "given too long": gettext_noop(
        "The certificate %(place)s holds for longer than 398 days, which phones refuse. Have one "
        "issued for a year."
    ),
    "given unnamed": gettext_noop(
        "The certificate %(place)s names %(names)s, and none of it is a name of this machine."
    ),
}


class Command(BaseCommand):
    help = "Check the installation and say what to do; exit code 1 when something is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="answer with data")

    def handle(self, *args: Any, **options: Any) -> None:
        answers = list(examine(timezone.localdate()))
        if options["json"]:
            rows = [
                {"check": answer.check, "ok": answer.ok, "mend": "" if answer.ok else say(answer)}
                for answer in answers
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
        else:
            for answer in answers:
                self.stdout.write(f"{'✓' if answer.ok else '▲'} {say(answer)}")
        if not all(answer.ok for answer in answers):
            raise SystemExit(1)


def say(answer: Answer) -> str:
    """Return the sentence of an answer: what is well, or what to do."""
    fine, mend = SENTENCES[answer.check]
    sentence, found = (fine, answer.state) if answer.flaw is None else (mend, answer.flaw)
    words = {name: _as_day(value) for name, value in found.items()}
    return _(OTHERWISE.get(found.get("why", ""), sentence)) % words


def _as_day(value: Any) -> Any:
    return f"{value.astimezone(LOCAL):%d/%m/%Y}" if isinstance(value, datetime) else value
