"""`chibo init`: make or upgrade an installation."""

import getpass
import sys
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.access.actions import AlreadyGranted, grant_role, open_account
from chibo.access.forms import AccountForm
from chibo.access.models import Grant
from chibo.access.rules import grantable
from chibo.audit.log import record_installation
from chibo.book import facts, passages
from chibo.guidance.loading import load_guidance
from chibo.people.models import Account
from chibo.quality.loading import load_sheets
from chibo.resolutions.loading import load_themes
from chibo.units.loading import load_kinds
from chibo.units.queries import existing


class Command(BaseCommand):
    help = "Make the database, or bring it up to date; safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--office",
            metavar="NAME",
            help="give the committee office of --unit an account of this name; asks for a password, "
            "or reads it from a pipe",
        )
        parser.add_argument("--unit", metavar="CODE", help="the unit that account keeps")
        parser.add_argument("--title", metavar="WORDS", help="the words by which pages name it")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["office"]) != bool(options["unit"]):
            raise CommandError(_("Give --office and --unit together."))
        call_command("migrate", interactive=False, verbosity=0)
        load_kinds()
        load_guidance()
        load_themes()
        load_sheets()
        passages.complete()
        facts.complete()
        record_installation("installation.prepared", by="chibo", at=timezone.now())
        self.stdout.write(_("Ready: %(place)s") % {"place": settings.CHIBO_HOME})
        if options["office"]:
            self._office(options["office"], options["unit"], options["title"])

    def _office(self, name: str, code: str, title: str | None) -> None:
        unit = existing(timezone.localdate()).filter(code=code).select_related("kind").first()
        if unit is None:
            raise CommandError(
                _("There is no unit with the code %(code)s. Bring in the list of units first.")
                % {"code": code}
            )
        if Grant.Role.OFFICE not in grantable(is_cell=unit.kind.is_cell):
            raise CommandError(
                _("%(code)s is a cell and has no office. Give the code of the committee above it.")
                % {"code": code}
            )
        words = _("The office %(name)s keeps %(unit)s.") % {"name": name, "unit": unit.full_name}
        when: dict[str, Any] = {
            "since": timezone.localdate(),
            "by": "chibo",
            "at": timezone.now(),
        }
        account = Account.objects.filter(username__iexact=name).first()
        if account is not None:
            with suppress(AlreadyGranted):
                grant_role(account=account, role=Grant.Role.OFFICE, unit=unit, **when)
            self.stdout.write(words)
            return
        typed = {
            "username": name,
            "title": title or str(Grant.Role.OFFICE.label),
            "role": Grant.Role.OFFICE,
            "password": _password(),
        }
        form = AccountForm(typed, people=[], roles=[Grant.Role.OFFICE])
        if not form.is_valid():
            raise CommandError(
                " ".join(str(word) for errors in form.errors.values() for word in errors)
            )
        open_account(**form.cleaned_data, unit=unit, **when)
        self.stdout.write(words)


def _password() -> str:
    """Ask twice for a password, since nobody sees it; from a pipe read one line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass(_("Password (at least 8 letters): "))
    if getpass.getpass(_("The same again: ")) != password:
        raise CommandError(_("The two passwords differ. Run the command again."))
    return password
