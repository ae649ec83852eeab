"""Two listeners, and a look every few minutes whether the certificate still fits."""

import multiprocessing
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer

TARGET = "chibo.wsgi:application"
_SECONDS_BETWEEN_LOOKS = 300


# Processes or threads, as the Python at hand allows.
Listener = AbstractServer[Any]


def listener(
    host: str, port: int, workers: int, *, certificate: Path | None = None, key: Path | None = None
) -> Listener:
    """Return what answers browsers; by HTTPS when there is a certificate."""
    return Granian(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        ssl_cert=certificate,
        ssl_key=key,
        # A worker that is told to end just after its start may hang.
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )


def tell_workers(hosts: list[str]) -> None:
    """Have workers that begin from now on answer by HTTPS, under these names only.

    They begin anew, with the settings that the environment gives; this process answers nothing
    but the page without HTTPS, and needs to know the names.
    """
    os.environ["CHIBO_HTTPS"] = "1"
    os.environ["CHIBO_HOSTS"] = ",".join(hosts)
    settings.ALLOWED_HOSTS = hosts


def serve_securely(server: Listener, changed: Callable[[], bool]) -> None:
    """Answer until told to end; begin workers anew when the certificate has become another one.

    changed: looks for itself, says so, and reports its own troubles.
    """
    # A worker forked from here would have this process's settings, and its threads' locks.
    multiprocessing.set_start_method("spawn", force=True)
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_SECONDS_BETWEEN_LOOKS):
            try:
                if changed():
                    server.signal_handler_reload()  # type: ignore[no-untyped-call]
            finally:
                connection.close()

    threading.Thread(target=watch, daemon=True).start()
    try:
        server.serve()
    finally:
        over.set()
