"""`chibo doctor`: is this installation whole?"""

import json
import os
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from chibo.documents.glyphs import REGULAR
from chibo.guidance.models import RuleValue


def _can_write() -> bool:
    return os.access(settings.CHIBO_HOME, os.W_OK)


def _is_up_to_date() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _has_rules() -> bool:
    return RuleValue.objects.exists()


def _has_fonts() -> bool:
    return REGULAR.exists()


CHECKS: list[tuple[str, Callable[[], bool], str]] = [
    ("data directory can be written", _can_write, "give its owner the right to write there"),
    ("database is up to date", _is_up_to_date, "run chibo init"),
    ("rules are loaded", _has_rules, "run chibo init"),
    ("document fonts are there", _has_fonts, "build the front end, or install the package anew"),
]


class Command(BaseCommand):
    help = "Check the installation; exit code 1 when something is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="answer with data")

    def handle(self, *args: Any, **options: Any) -> None:
        found = []
        for what, holds, mend in CHECKS:
            fine = holds()
            found.append({"check": what, "ok": fine, "mend": "" if fine else mend})
            if not fine and mend == "run chibo init":
                # What comes after reads tables that are not there.
                break
        if options["json"]:
            self.stdout.write(json.dumps(found))
        else:
            for row in found:
                words = "ok" if row["ok"] else f"NOT OK: {row['mend']}"
                self.stdout.write(f"{row['check']}: {words}")
        if not all(row["ok"] for row in found):
            raise SystemExit(1)
