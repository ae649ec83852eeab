"""Which names a certificate bears, when it is made anew, and what browsers hold against it."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.https.rules import (
    DOMAINS,
    SERVER_DAYS,
    Facts,
    Names,
    Objection,
    authority_period,
    domains_for,
    in_groups,
    is_named,
    is_private,
    must_renew,
    nameable,
    objections,
    server_period,
    sorted_out,
    unnamed,
)

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
OFFICE = sorted_out(["vanphong", "vanphong.local", "localhost", "192.168.1.9", "127.0.0.1"])
TEN_YEARS = authority_period(NOW)[1]


def made(names: Names = OFFICE, at: datetime = NOW) -> Facts:
    return Facts(names, *server_period(at, TEN_YEARS))


@pytest.mark.parametrize(
    ("texts", "hosts", "addresses"),
    [
        (["Vanphong.Local", "vanphong.local."], ["vanphong.local"], []),
        (["[::1]", "fd00::9"], [], ["::1", "fd00::9"]),
        (["192.168.1.9", "192.168.1.9"], [], ["192.168.1.9"]),
        (["8.8.8.8", "2001:4860::1"], [], []),  # of the world, not of the office
        ([".example.org", "*", "may chu", "-x", "a" * 254, ""], [], []),
    ],
)
def test_what_a_certificate_can_name(
    texts: list[str], hosts: list[str], addresses: list[str]
) -> None:
    found = sorted_out(texts)

    assert list(found.hosts) == hosts
    assert [str(address) for address in found.addresses] == addresses


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["vm", "vm.local", "localhost", "127.0.0.1", "fd00::2", "10.0.0.4"], "10.0.0.4"),
        (["vm", "vm.local", "localhost", "127.0.0.1", "fd00::2"], "vm.local"),
        (["vm", "localhost", "fd00::2"], "vm"),
        (["localhost", "fd00::2"], "[fd00::2]"),
        (["localhost", "127.0.0.1"], "localhost"),
    ],
)
def test_what_people_are_told_to_type(texts: list[str], told: str) -> None:
    assert sorted_out(texts).first == told


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("10.1.2.3", True),
        ("172.16.0.1", True),
        ("172.32.0.1", False),
        ("192.168.255.255", True),
        ("169.254.3.3", True),
        ("127.0.0.1", True),
        ("fd12::1", True),
        ("113.160.0.1", False),
        ("2405:4800::1", False),
    ],
)
def test_which_addresses_end_at_the_wall(text: str, private: bool) -> None:
    assert is_private(ip_address(text)) is private


def test_an_authority_speaks_for_its_machine_and_for_what_nobody_owns() -> None:
    domains = domains_for(sorted_out(["vanphong", "chibo.muongla.vn", "vanphong.local"]))

    assert domains == (*DOMAINS, "vanphong", "chibo.muongla.vn")
    moved = sorted_out(["vanphong.local", "ketoan", "a.chibo.muongla.vn", "10.0.0.4"])
    assert nameable(moved, domains).texts == ("vanphong.local", "a.chibo.muongla.vn", "10.0.0.4")


@pytest.mark.parametrize(
    ("host", "named"),
    [("chibo.vn", True), ("a.xa.vn", True), ("a.b.xa.vn", False), ("xa.vn", False), ("vn", False)],
)
def test_a_star_stands_for_one_part_of_a_name(host: str, named: bool) -> None:
    said = Facts(Names(("chibo.vn", "*.xa.vn"), ()), NOW, NOW)

    assert is_named(host, said) is named


@given(
    days=st.integers(min_value=0, max_value=3700),
    left=st.integers(min_value=1, max_value=3700),
)
def test_no_certificate_holds_longer_than_phones_allow_or_than_its_authority(
    days: int, left: int
) -> None:
    at = NOW + timedelta(days=days)
    begins_at, ends_at = server_period(at, at + timedelta(days=left))

    assert begins_at < at
    assert ends_at - begins_at <= timedelta(days=SERVER_DAYS)
    assert ends_at <= at + timedelta(days=left)


@pytest.mark.parametrize(("days", "renews"), [(0, False), (365, False), (366, True), (500, True)])
def test_it_is_made_anew_a_month_before_it_ends(days: int, renews: bool) -> None:
    assert must_renew(made(), OFFICE, NOW + timedelta(days=days)) is renews


def test_it_is_made_anew_for_another_address_and_not_for_one_less() -> None:
    moved = sorted_out([*OFFICE.texts, "10.0.0.4"])
    at_home = sorted_out(["vanphong", "localhost"])

    assert unnamed(moved, made()) == ["10.0.0.4"]
    assert must_renew(made(), moved, NOW)
    assert not must_renew(made(), at_home, NOW)


def test_a_new_certificate_meets_no_objection() -> None:
    assert objections(made(), OFFICE, NOW, authority_ends_at=TEN_YEARS) == []


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (370, [Objection.SOON]),
        (397, [Objection.ENDED]),
        (3300, [Objection.ENDED, Objection.AUTHORITY_SOON]),
        (3660, [Objection.ENDED, Objection.AUTHORITY_ENDED]),
        (-3, [Objection.NOT_YET]),
    ],
)
def test_what_time_brings(after: int, found: list[Objection]) -> None:
    at = NOW + timedelta(days=after)

    assert objections(made(), OFFICE, at, authority_ends_at=TEN_YEARS) == found


def test_one_that_was_given_need_name_only_one_name_of_the_machine() -> None:
    of_the_office = Facts(Names(("vanphong",), ()), NOW, NOW + timedelta(days=90))
    of_others = Facts(Names(("nguoikhac.vn", "localhost"), ()), NOW, NOW + timedelta(days=400))

    assert objections(of_the_office, OFFICE, NOW) == []
    assert objections(of_the_office, OFFICE, NOW, authority_ends_at=TEN_YEARS) == [
        Objection.UNNAMED
    ]
    assert objections(of_others, OFFICE, NOW) == [Objection.TOO_LONG, Objection.UNNAMED]


def test_figures_are_shown_as_phones_show_them() -> None:
    assert in_groups(bytes(range(32)))[0] == "00 01 02 03 04 05 06 07"
    assert len(in_groups(bytes(32))) == 4
