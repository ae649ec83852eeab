"""`chibo init`: make or upgrade an installation."""

import getpass
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from chibo.access.actions import AlreadyGranted, grant_role
from chibo.access.models import Grant
from chibo.audit.log import record_installation
from chibo.book import passages
from chibo.guidance.loading import load_guidance
from chibo.people.models import Account
from chibo.resolutions.loading import load_themes
from chibo.units.loading import load_kinds
from chibo.units.models import Unit


class Command(BaseCommand):
    help = "Make the database, or bring it up to date; safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--office", metavar="NAME", help="make an account of the committee office"
        )
        parser.add_argument("--unit", metavar="CODE", help="the unit that account keeps")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        load_kinds()
        load_guidance()
        load_themes()
        passages.complete()
        record_installation("installation.prepared", by="chibo", at=timezone.now())
        if options["office"]:
            self._office(options["office"], options["unit"])
        self.stdout.write(f"Ready: {settings.CHIBO_HOME}")

    def _office(self, name: str, code: str | None) -> None:
        account, created = Account.objects.get_or_create(username=name)
        if created:
            account.set_password(getpass.getpass("Password: "))
            account.save(update_fields=["password"])
        unit = Unit.objects.get(code=code)
        with suppress(AlreadyGranted):
            grant_role(
                account=account,
                role=Grant.Role.OFFICE,
                unit=unit,
                since=timezone.localdate(),
                by="chibo",
                at=timezone.now(),
            )
