"""How HTTPS stands on this machine, for `chibo doctor`."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from chibo.https import given, queries
from chibo.https.machine import names_of_machine
from chibo.https.queries import Served, Unreadable
from chibo.https.rules import Facts, Objection, objections, unnamed

# What fills the sentence: why it is not well, or how well it is.
Detail = dict[str, Any]


def flaw_and_state(at: datetime) -> tuple[Detail | None, Detail]:
    """Return what browsers object to, now or before long, if anything, and what stands."""
    served = queries.served()
    if (exposed := queries.open_to_others()) is not None:
        return {"why": "open key", "place": exposed}, {}
    if served is None:
        return None, {"why": "no https"}
    try:
        return _given(served, at) if served.certificate else _own(at)
    except Unreadable as error:
        return {"why": "unreadable https", "place": error}, {}


def _given(served: Served, at: datetime) -> tuple[Detail | None, Detail]:
    try:
        facts = given.read(Path(served.certificate))
    except given.Refused:
        return {"why": "unreadable https", "place": served.certificate}, {}
    wanted = names_of_machine(settings.ALLOWED_HOSTS)
    detail = {**_detail(facts, at), "place": served.certificate}
    against = objections(facts, wanted, at)
    if against:
        return {**detail, "why": f"given {against[0]}"}, detail
    return None, {**detail, "why": "given https"}


def _own(at: datetime) -> tuple[Detail | None, Detail]:
    authority, server = queries.authority(), queries.server()
    if authority is None or server is None:
        return {"why": "no certificate"}, {}
    wanted = queries.certifiable(names_of_machine(settings.ALLOWED_HOSTS))
    facts, until = server.facts, authority.facts.ends_at
    detail = {**_detail(facts, at), "until": until, "missing": ", ".join(unnamed(wanted, facts))}
    against = objections(facts, wanted, at, authority_ends_at=until)
    if against:
        # All but the authority's own end is mended by serving: it looks every five minutes.
        grave = {Objection.AUTHORITY_ENDED, Objection.AUTHORITY_SOON}
        least = "own unnamed" if detail["missing"] else "own soon"
        why = next((str(one) for one in against if one in grave), least)
        return {**detail, "why": why}, detail
    return None, detail


def _detail(facts: Facts, at: datetime) -> Detail:
    return {
        "names": ", ".join(facts.names.texts),
        "days": (facts.ends_at - at).days,
        "day": facts.ends_at,
    }
