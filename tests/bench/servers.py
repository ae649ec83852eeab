"""Starting a server as users run it, and counting what a request costs it."""

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psutil

from tests.bench.world import surroundings
from tests.support.ports import free_port, wait_for


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port and its processes."""

    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """Return the CPU seconds of all its processes so far."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(one.cpu_times()[:2]) for one in family)

    def memory_bytes(self) -> int:
        """Return the memory of all its processes: what is theirs, and shared pages once each."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(one.memory_full_info().pss for one in family)


@contextmanager
def serving(application: str, home: Path) -> Iterator[Server]:
    """Serve a WSGI application with granian as `chibo serve` does, one worker."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += ["--host", "127.0.0.1", "--workers", "1", "--blocking-threads", "4"]
    command += ["--log-level", "error", application]
    child = subprocess.Popen(command, env=surroundings(home))
    try:
        wait_for(port)
        yield Server(port, psutil.Process(child.pid))
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def cost(
    server: Server, path: str, *, cookie: str = "", requests: int = 300, differing: bool = False
) -> tuple[float, int]:
    """Return the CPU seconds of one request and the bytes of its body.

    differing: let no two addresses be the same, so that no kept page answers.
    The first tenth of the requests warms up and is not counted.
    """
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    headers = {"Cookie": cookie} if cookie else {}

    numbers = count()

    def ask() -> int:
        mark = "&" if "?" in path else "?"
        address = f"{path}{mark}n={next(numbers)}" if differing else path
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {answer.status}")
        return len(body)

    with closing(connection):
        for _warm in range(requests // 10):
            size = ask()
        before = server.cpu_seconds()
        for _counted in range(requests):
            size = ask()
        return (server.cpu_seconds() - before) / requests, size
