"""Ports for servers that tests and benches start, on this machine only."""

import socket
import time
from collections.abc import Callable

HOST = "127.0.0.1"


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for(
    port: int, *, seconds: float = 10, is_alive: Callable[[], bool] = lambda: True
) -> None:
    """Return as soon as somebody listens on a port.

    Raises TimeoutError when nobody does in time, or when the server has ended.
    """
    end = time.monotonic() + seconds
    while is_alive() and time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(port)
