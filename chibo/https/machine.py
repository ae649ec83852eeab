"""Under which names and addresses others reach this machine. Asks the machine, and sends nothing."""

import socket
from collections.abc import Iterable, Iterator
from contextlib import suppress

import psutil

from chibo.https.rules import Names, sorted_out

# Nothing is sent there; the machine only says by which of its addresses it would.
_FAR = ((socket.AF_INET, "10.255.255.255"), (socket.AF_INET6, "fd00::ffff"))


def names_of_machine(also: Iterable[str] = ()) -> Names:
    """Return the names and private addresses of this machine.

    also: what the technician says it is called, besides.
    """
    return sorted_out([*_hosts(), *also, *_outward(), *_addresses()])


def _hosts() -> Iterator[str]:
    own = socket.gethostname()
    yield own
    # Phones find machines of the same network under this one, where the machine announces it.
    yield f"{own.partition('.')[0]}.local"
    yield "localhost"


def _outward() -> Iterator[str]:
    """Yield the addresses by which this machine speaks to others, before all its others."""
    for family, far in _FAR:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((far, 9))
            yield probe.getsockname()[0]


def _addresses() -> Iterator[str]:
    for cards in psutil.net_if_addrs().values():
        for card in cards:
            # An IPv6 address of one cable only bears its name: fe80::1%eth0. Browsers refuse it.
            if card.family in {socket.AF_INET, socket.AF_INET6} and "%" not in card.address:
                yield card.address
