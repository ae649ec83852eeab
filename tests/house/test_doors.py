"""Only the views listed here answer someone who has not signed in."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

PUBLIC = {
    "access:sign_in",
    "access:preferences",  # the size of text, before signing in as after
    # The offline room's page holds nobody's data; a phone keeps it and opens it signed out.
    "room:shell",
    "room:worker",
    "room:manifest",
    # So is the one an official's phone keeps.
    "supervision:phone",
    "supervision:phone_worker",
    # How a phone learns to trust this machine: it cannot sign in before.
    "https:trust",
    "https:certificate",
    "https:profile",
    "https:check",
    "https:worker",
    # A calendar program cannot sign in: whoever has the secret address of a calendar reads it.
    "supervision:calendar",
}

# What the parts of an address may look like, by the converter that reads them.
SAMPLES = {
    "IntConverter": "2026",
    "PathConverter": "x",
    "SlugConverter": "x",
    "StringConverter": "x",
    "UUIDConverter": "00000000-0000-7000-8000-000000000000",
}


def doors(resolver: URLResolver, space: str = "", path: str = "/") -> Iterator[tuple[str, str]]:
    """Yield the name of each address and a path that leads there."""
    for pattern in resolver.url_patterns:
        here = path + _filled_in(pattern)
        if isinstance(pattern, URLResolver):
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from doors(pattern, inside, here)
        else:
            yield f"{space}{pattern.name}", here


def _filled_in(pattern: URLPattern | URLResolver) -> str:
    """Return a pattern with some value for each part that varies; nothing need exist there."""
    converters = pattern.pattern.converters
    return re.sub(
        r"<(?:\w+:)?(\w+)>",
        lambda part: SAMPLES[type(converters[part[1]]).__name__],
        str(pattern.pattern),
    )


ALL = dict(doors(get_resolver()))


@pytest.mark.parametrize("name", sorted(set(ALL) - PUBLIC))
@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in(client: Client, name: str) -> None:
    response = client.get(ALL[name])

    assert response.status_code == 302
    assert response["Location"].split("?")[0] == reverse("access:sign_in")


def test_every_public_view_exists() -> None:
    assert set(ALL) >= PUBLIC
