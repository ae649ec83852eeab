"""Decisions about certificates of an office's own network. No Django, no clock, no files."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

AUTHORITY_DAYS = 3652
# Phones refuse longer ones of the public authorities (398 days) and may come to refuse ours.
SERVER_DAYS = 397
RENEW_DAYS = 30
# A phone whose clock is a little slow must not take a new certificate for one of the future.
_BACKDATED = timedelta(days=1)

# Where nobody but an office's own machines answers: RFC 1918, RFC 4193, link-local, loopback.
PRIVATE = tuple(
    ip_network(text)
    for text in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "fc00::/7",
        "::1/128",
    )
)
# Names that no public authority may certify, since no one owns them.
DOMAINS = ("local", "lan", "internal", "home.arpa", "localhost")

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


class Objection(StrEnum):
    """What a browser would hold against a certificate, the worst first."""

    ENDED = "ended"
    NOT_YET = "not yet"
    AUTHORITY_ENDED = "authority ended"
    TOO_LONG = "too long"
    UNNAMED = "unnamed"
    SOON = "soon"
    AUTHORITY_SOON = "authority soon"


@dataclass(frozen=True, slots=True)
class Names:
    """Under what a machine is reached; the first address is the one to tell people."""

    hosts: tuple[str, ...]
    addresses: tuple[Address, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return (*self.hosts, *(str(address) for address in self.addresses))

    @property
    def first(self) -> str:
        """Return what to type into a browser on another machine, without a port.

        IPv6 comes last: nobody types it, and old access points do not carry it.
        """
        reached = [address for address in self.addresses if not address.is_loopback]
        fourth = [str(address) for address in reached if address.version == 4]
        sixth = [bracketed(str(address)) for address in reached if address.version == 6]
        others = [host for host in self.hosts if host != "localhost"]
        announced = [host for host in others if host.endswith(".local")]
        return next(iter([*fourth, *announced, *others, *sixth]), "localhost")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a certificate says: whom it names, and from when until when (aware) it holds."""

    names: Names
    begins_at: datetime
    ends_at: datetime


def bracketed(text: str) -> str:
    """Return a host as it stands in an address: IPv6 in brackets."""
    return f"[{text}]" if ":" in text else text


def is_private(address: Address) -> bool:
    """Say whether an address belongs to a network that ends at the office's wall."""
    return any(address in network for network in PRIVATE)


def sorted_out(texts: Iterable[str]) -> Names:
    """Return names and private addresses among some texts, each once, in their order.

    Left out are public addresses, patterns such as `.example.org`, and what no certificate can
    name.
    """
    hosts: list[str] = []
    addresses: list[Address] = []
    for text in texts:
        bare = text.strip("[]").rstrip(".").lower()
        try:
            address = ip_address(bare)
        except ValueError:
            if is_host(bare) and bare not in hosts:
                hosts.append(bare)
            continue
        if is_private(address) and address not in addresses:
            addresses.append(address)
    return Names(tuple(hosts), tuple(addresses))


def is_host(text: str) -> bool:
    """Say whether a certificate can bear a text as a name of a machine."""
    return len(text) <= 253 and all(_LABEL.fullmatch(label) for label in text.split("."))


def within(host: str, domains: Iterable[str]) -> bool:
    """Say whether a name is one of some domains or lies below one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def domains_for(names: Names) -> tuple[str, ...]:
    """Return the domains to which an authority of a machine is limited."""
    own = [host for host in names.hosts if not within(host, DOMAINS)]
    return (*DOMAINS, *own)


def nameable(names: Names, domains: Sequence[str]) -> Names:
    """Return what of a machine's names an authority limited to some domains may certify."""
    hosts = tuple(host for host in names.hosts if within(host, domains))
    return Names(hosts, names.addresses)


def is_named(host: str, facts: Facts) -> bool:
    """Say whether a certificate is good for a host, by its own name or by `*.` its domain."""
    named = facts.names.texts
    return host in named or f"*.{host.partition('.')[2]}" in named


def unnamed(wanted: Names, facts: Facts) -> list[str]:
    """Return under what a machine is reached and its certificate does not say."""
    return [text for text in wanted.texts if not is_named(text, facts)]


def server_period(at: datetime, authority_ends_at: datetime) -> tuple[datetime, datetime]:
    """Return from when until when a certificate made now holds; never beyond its authority."""
    begins_at = at - _BACKDATED
    return begins_at, min(begins_at + timedelta(days=SERVER_DAYS), authority_ends_at)


def authority_period(at: datetime) -> tuple[datetime, datetime]:
    """Return from when until when an authority made now holds: ten years."""
    return at - _BACKDATED, at + timedelta(days=AUTHORITY_DAYS)


def must_renew(facts: Facts, wanted: Names, at: datetime) -> bool:
    """Say whether a certificate ends soon, or a machine has come by another name or address.

    What it names too much does no harm: a laptop that moves between two networks needs one.
    """
    return at >= facts.ends_at - timedelta(days=RENEW_DAYS) or bool(unnamed(wanted, facts))


def objections(
    facts: Facts, wanted: Names, at: datetime, *, authority_ends_at: datetime | None = None
) -> list[Objection]:
    """Return what browsers would object to, now or before long.

    authority_ends_at: None for a certificate that was given, of a public authority.
    """
    soon = at + timedelta(days=RENEW_DAYS)
    # A year ahead: every phone has to be led through the page once more.
    year = at + timedelta(days=SERVER_DAYS)
    length = facts.ends_at - facts.begins_at
    theirs = authority_ends_at is None
    found = {
        Objection.ENDED: facts.ends_at <= at,
        Objection.NOT_YET: facts.begins_at > at,
        Objection.AUTHORITY_ENDED: authority_ends_at is not None and authority_ends_at <= at,
        Objection.TOO_LONG: length > timedelta(days=SERVER_DAYS + 1),
        # One that was given names the name people type, and not each address of the machine.
        Objection.UNNAMED: not _any(wanted, facts) if theirs else bool(unnamed(wanted, facts)),
        Objection.SOON: at < facts.ends_at <= soon,
        Objection.AUTHORITY_SOON: authority_ends_at is not None and at < authority_ends_at <= year,
    }
    return [objection for objection, holds in found.items() if holds]


def _any(wanted: Names, facts: Facts) -> bool:
    others = [text for text in wanted.texts if text not in {"localhost", "127.0.0.1", "::1"}]
    return any(is_named(text, facts) for text in others)


def in_groups(fingerprint: bytes) -> list[str]:
    """Return a fingerprint as lines of eight pairs, as phones show it and eyes can compare."""
    pairs = [f"{byte:02X}" for byte in fingerprint]
    return [" ".join(pairs[start : start + 8]) for start in range(0, len(pairs), 8)]
