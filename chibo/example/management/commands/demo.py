"""`chibo demo`: the example world, served."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from chibo.example.world import ACCOUNTS, PASSWORD, load_world
from chibo.units.models import Unit


class Command(BaseCommand):
    help = "Load the example world (made-up people) and serve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2021, help="another number, another world")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument("--no-serve", action="store_true", help="load only")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("init", verbosity=0)
        if Unit.objects.exists():
            self.stdout.write("The database holds units already: nothing is loaded.")
        else:
            load_world(seed=options["seed"], now=timezone.now())
        self.stdout.write("Sign in as (name / password):")
        for name, words in ACCOUNTS.items():
            self.stdout.write(f"  {name:12} / {PASSWORD}   {words}")
        if not options["no_serve"]:
            call_command("serve", port=options["port"])
