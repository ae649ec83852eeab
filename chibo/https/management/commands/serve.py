"""`chibo serve`: answer browsers, with granian."""

import os
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.https import actions, given
from chibo.https.certificates import fingerprint
from chibo.https.machine import names_of_machine
from chibo.https.plain import Plain, listen
from chibo.https.queries import (
    SERVER,
    Served,
    Unreadable,
    authority,
    certifiable,
    directory,
    note_served,
    server,
)
from chibo.https.rules import Names, bracketed, in_groups
from chibo.https.sentences import refusal
from chibo.https.serving import listener, serve_securely, tell_workers

_YES = "new"
_EVERY = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


class Command(BaseCommand):
    help = "Serve Chibo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--host", help="address to listen on; 127.0.0.1, with --https every one (0.0.0.0)"
        )
        parser.add_argument("--port", type=int, help="port to listen on; 8000, with --https 8443")
        parser.add_argument("--workers", type=int, default=1, help="processes")
        parser.add_argument(
            "--https",
            action="store_true",
            help="serve the office's network by HTTPS, with an authority of this machine's own",
        )
        parser.add_argument(
            "--plain-port",
            type=int,
            default=8000,
            help="port without HTTPS: shows phones how to trust this machine, leads on the rest",
        )
        parser.add_argument(
            "--certificate", type=Path, metavar="FILE", help="a certificate of a public authority"
        )
        parser.add_argument("--key", type=Path, metavar="FILE", help="the key of --certificate")
        parser.add_argument(
            "--new-authority",
            action="store_true",
            help="make a new authority and end; every phone must then be led through the page anew",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")
        pair = (options["certificate"], options["key"])
        if any(pair) and not (all(pair) and options["https"]):
            raise CommandError(_("Give --https, --certificate and --key together."))
        if options["new_authority"]:
            self._new_authority()
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        if options["https"]:
            self._serve_by_https(options)
            return
        note_served(None)
        host, port = options["host"] or "127.0.0.1", options["port"] or 8000
        self.stdout.write(f"Chibo: http://{host}:{port}/")
        listener(host, port, options["workers"]).serve()

    def _serve_by_https(self, options: dict[str, Any]) -> None:
        door = _Given(options) if options["certificate"] else _Own()
        try:
            door.look()
        except Exception as error:
            raise _told(error) from error
        host = options["host"] or "0.0.0.0"  # noqa: S104 - the office's phones are to reach it
        told = bracketed(host) if host not in _EVERY else ""
        served = Served(
            host=told or door.first,
            port=options["port"] or 8443,
            plain_port=options["plain_port"],
            certificate=str(options["certificate"].resolve()) if options["certificate"] else "",
        )
        tell_workers(door.hosts)
        application = Plain(get_wsgi_application(), lambda: served, lambda: settings.ALLOWED_HOSTS)
        try:
            listen(application, host, served.plain_port)
        except OSError as error:
            raise CommandError(
                _("Port %(port)s is not free. Give another one with --plain-port.")
                % {"port": served.plain_port}
            ) from error
        note_served(served)
        self._announce(served, door)

        def changed() -> bool:
            nonlocal served
            try:
                renewed = door.look()
            except Exception as error:  # noqa: BLE001 - it goes on with what it has, and says so
                self.stderr.write(str(_told(error)))
                return False
            if renewed:
                tell_workers(door.hosts)
                served = replace(served, host=told or door.first)
                note_served(served)
                self._announce(served, door)
            return renewed

        granian = listener(
            host, served.port, options["workers"], certificate=door.certificate, key=door.key
        )
        serve_securely(granian, changed)

    def _announce(self, served: Served, door: "_Own | _Given") -> None:
        self.stdout.write(f"Chibo: {served.origin()}/")
        if isinstance(door, _Given):
            return
        self.stdout.write(
            _("A phone learns to trust it at %(address)s")
            % {"address": f"{served.plain_origin()}/trust/"}
        )
        self.stdout.write(_("The phone must show these figures (SHA-256):"))
        for line in door.fingerprint:
            self.stdout.write(f"  {line}")
        if door.left_out:
            self.stdout.write(
                _(
                    "The authority is not allowed to speak for %(names)s: browsers that come under "
                    "that name will warn. A new authority may (--new-authority)."
                )
                % {"names": ", ".join(door.left_out)}
            )

    def _new_authority(self) -> None:
        """Ask, make one, and end, so that no unit file can make one at every start."""
        try:
            kept = authority()
        except Unreadable:
            kept = None
        if kept is not None:
            self.stdout.write(
                _(
                    "A new authority costs this: every phone and computer that trusts the present "
                    "one will warn, until its owner goes through the page /trust/ once more and "
                    "removes the old certificate. What phones have not sent yet stays on them."
                )
            )
            if _typed(_("Write new to go on: ")) != _YES:
                raise CommandError(_("Nothing was changed."))
        try:
            names = _names()
            actions.make_authority(names=names, by="chibo", at=timezone.now())
            actions.prepare(names=names, by="chibo", at=timezone.now())
        except Exception as error:
            raise _told(error) from error
        self.stdout.write(
            _("There is a new authority. Chibo takes it within five minutes, or when it starts.")
        )


class _Own:
    """The certificate that our authority makes, and makes anew in time."""

    def __init__(self) -> None:
        self._said = tuple(settings.ALLOWED_HOSTS)
        self._served_by: bytes | None = None
        self.certificate = self.key = directory() / SERVER
        self.hosts: list[str] = []
        self.left_out: list[str] = []
        self.fingerprint: list[str] = []
        self.first = ""

    def look(self) -> bool:
        """Renew it if need be; say whether it is another one than at the last look."""
        names = _names(self._said)
        actions.prepare(names=names, by="chibo", at=timezone.now())
        held, signing = server(), authority()
        assert held is not None  # noqa: S101 - tells mypy what prepare has just seen to
        assert signing is not None  # noqa: S101
        wanted = certifiable(names)
        self.left_out = [text for text in names.texts if text not in wanted.texts]
        # What it was called under before stays good: phones keep bookmarks.
        self.hosts = _without_doubles(
            [*self._said, *map(bracketed, (*wanted.texts, *held.facts.names.texts))]
        )
        self.first = wanted.first
        self.fingerprint = in_groups(fingerprint(signing.certificate))
        before, self._served_by = self._served_by, fingerprint(held.certificate)
        return before != self._served_by


class _Given:
    """A certificate that the technician renews by his own means, in the same files."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._said = tuple(settings.ALLOWED_HOSTS)
        self._read: bytes | None = None
        self.certificate: Path = options["certificate"]
        self.key: Path = options["key"]
        self.hosts: list[str] = []
        self.first = ""

    def look(self) -> bool:
        """Examine it; say whether it is another one than at the last look."""
        said = given.examine(self.certificate, self.key, _names(self._said), timezone.now())
        plain = [text for text in said.names.texts if not text.startswith("*")]
        self.hosts = _without_doubles([*self._said, *map(bracketed, plain)])
        own = [text for text in self._said if text.strip("[]") in plain]
        self.first = next(iter([*own, *map(bracketed, plain), *self._said]))
        before, self._read = self._read, self.certificate.read_bytes()
        return before != self._read


def _names(said: tuple[str, ...] | None = None) -> Names:
    return names_of_machine(settings.ALLOWED_HOSTS if said is None else said)


def _without_doubles(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _typed(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        return ""


def _told(error: Exception) -> Exception:
    """Return a refusal in words; what is no refusal stays what it is."""
    if isinstance(error, DatabaseError):
        return CommandError(_("There are no tables yet. Run chibo init."))
    words = refusal(error)
    return CommandError(words) if words else error
