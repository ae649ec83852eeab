"""Members and their cells: coming, moving, going elsewhere for a time, becoming official, leaving."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from chibo.audit.log import record
from chibo.base.periods import valid_on
from chibo.base.text import nfc
from chibo.people import rules
from chibo.people.actions import following
from chibo.people.actions.guards import (
    CannotKeep,
    LaterEntry,
    OutsideMembership,
    Overlaps,
    check_free,
    check_membership,
    check_period,
    end_rows,
    fresh_cell,
    locked,
    plain,
)
from chibo.people.actions.persons import Particulars, describe
from chibo.people.models import Membership, Person, Post, Standing
from chibo.units.models import Unit

Kind = Membership.Kind
Ending = Membership.Ending

# Why a person may leave for good; the other endings come about by moving and returning.
LEAVING = (Ending.MOVED_OUT, Ending.DIED, Ending.REMOVED, Ending.EXPELLED, Ending.LEFT)
# Who holds one of these at a cell is a member of it; a deputy may have his own elsewhere.
POSTS_OF_OWN_CELL = (Post.Kind.SECRETARY, Post.Kind.COMMITTEE_MEMBER, Post.Kind.GROUP_LEADER)


class CeremonyBeforeDecision(CannotKeep):
    """The admission ceremony comes after the decision to admit, or on its day."""


class AlreadyThere(CannotKeep):
    """The member is in that cell."""


class NotElsewhere(CannotKeep):
    """The member is on no temporary activity elsewhere on that day."""


class AlreadyOfficial(CannotKeep):
    """The member is official since a day that the register has."""

    def __init__(self, official: str) -> None:
        super().__init__(official)
        self.official = official


class CeremonyUnknown(CannotKeep):
    """The register has no full date of the admission ceremony to count probation from."""


class StillOnProbation(CannotKeep):
    """Recognition would be signed before the twelve months are over."""

    def __init__(self, official_from: date) -> None:
        super().__init__(official_from)
        self.official_from = official_from


class NotALeaving(CannotKeep):
    """Nobody leaves the roll for this reason."""


def admit(
    *,
    particulars: Particulars,
    cell: Unit,
    joined_on: date,
    ceremony_on: date,
    by: str,
    at: datetime,
    decision: str = "",
) -> Person:
    """Write a new member, on probation from his admission ceremony.

    joined_on: the day of the decision, from which party age counts. What `particulars` say of
    these days and of being official is not used.

    Raises CeremonyBeforeDecision, NotACell, UnitNotThere or CardTaken (all CannotKeep); then
    nothing has changed.
    """
    if ceremony_on < joined_on:
        raise CeremonyBeforeDecision
    with transaction.atomic(durable=True):
        person = Person()
        dated = Particulars(
            full_name=particulars.full_name,
            born=particulars.born,
            joined=joined_on.isoformat(),
            ceremony=ceremony_on.isoformat(),
            card_number=particulars.card_number,
            phone=particulars.phone,
            has_smartphone=particulars.has_smartphone,
        )
        describe(person, dated)
        person.save()
        _join(person, cell, ceremony_on, decision)
        _log("member.admitted", person, cell, by, at, since=plain(ceremony_on))
    return person


def enter(
    *,
    particulars: Particulars,
    cell: Unit,
    since: date,
    by: str,
    at: datetime,
    decision: str = "",
) -> Person:
    """Write someone who is a member already: come from another place, or new on this register.

    Raises NotACell, UnitNotThere or CardTaken (all CannotKeep); then nothing has changed.
    """
    with transaction.atomic(durable=True):
        person = Person()
        describe(person, particulars)
        person.save()
        _join(person, cell, since, decision)
        _log("member.entered", person, cell, by, at, since=plain(since))
    return person


def enter_again(
    *, person_id: int, cell: Unit, since: date, by: str, at: datetime, decision: str = ""
) -> Membership:
    """Write the return of someone who had left: come back, or admitted anew.

    Raises NotACell, UnitNotThere or Overlaps (all CannotKeep); then nothing has changed.
    """
    with transaction.atomic(durable=True):
        person = locked(person_id)
        row = _join(person, cell, since, decision)
        _log("member.entered_again", person, cell, by, at, since=plain(since))
    return row


def transfer(
    *, person_id: int, to: Unit, since: date, by: str, at: datetime, decision: str = ""
) -> Membership:
    """Move a member's official activity to another cell here, from a day on.

    His posts of the old cell end that day; temporary activity in the new one has become his
    own. What sets him apart (exempt, suspended) goes with him.

    Raises OutsideMembership, AlreadyThere, NotACell, UnitNotThere or LaterEntry (all
    CannotKeep); then nothing has changed.
    """
    with transaction.atomic(durable=True):
        return move(locked(person_id), to, since, decision, by=by, at=at)


def move(
    person: Person, to: Unit, since: date, decision: str, *, by: str, at: datetime
) -> Membership:
    """Do what `transfer` says inside a transaction of another action, the person locked."""
    row = _official_before(person, since)
    if row.cell == to:
        raise AlreadyThere
    to = fresh_cell(to, since)
    guest = _temporary(person).filter(cell=to).filter(_lasting(since)).first()
    if guest is not None:
        if guest.since >= since:
            raise LaterEntry(guest)
        following.end_membership(guest, since, Ending.RETURNED)
    posts = Post.objects.filter(person=person, unit=row.cell_id, kind__in=POSTS_OF_OWN_CELL)
    end_rows(posts, since)
    following.end_membership(row, since, Ending.MOVED)
    moved = _join(person, to, since, decision)
    came_from = row.cell.code if row.cell else ""
    _log("member.moved", person, to, by, at, since=plain(since), came_from=came_from)
    return moved


def go_elsewhere(
    *,
    person_id: int,
    cell: Unit | None,
    since: date,
    until: date | None,
    by: str,
    at: datetime,
    place: str = "",
    decision: str = "",
) -> Membership:
    """Write temporary activity away from the member's own cell; his official one goes on.

    cell: the host, or None with `place` where this installation does not hold it.

    Raises EndsBeforeItBegins, OutsideMembership, AlreadyThere, Overlaps, NotACell or
    UnitNotThere (all CannotKeep); then nothing has changed.
    """
    check_period(since, until)
    with transaction.atomic(durable=True):
        person = locked(person_id)
        check_membership(person, since, until)
        check_free(_temporary(person), since, until)
        if cell is not None:
            cell = fresh_cell(cell, since)
            _check_not_home(person, cell, since, until)
        row = Membership.objects.create(
            person=person,
            cell=cell,
            place="" if cell else nfc(place),
            kind=Kind.TEMPORARY,
            since=since,
            until=until,
            decision=nfc(decision),
        )
        following.follow(row)
        detail = {"since": plain(since), "until": plain(until)}
        _log("member.went_elsewhere", person, cell, by, at, **detail)
    return row


def come_back(*, person_id: int, on: date, by: str, at: datetime) -> Membership:
    """End temporary activity elsewhere: from a day on the member counts in his own cell again.

    Raises NotElsewhere or LaterEntry (both CannotKeep); then nothing has changed.
    """
    with transaction.atomic(durable=True):
        person = locked(person_id)
        row = _temporary(person).filter(valid_on(on - timedelta(days=1))).first()
        if row is None:
            raise NotElsewhere
        following.end_membership(row, on, Ending.RETURNED)
        _log("member.came_back", person, row.cell, by, at, on=plain(on))
    return row


def recognise(
    *,
    person_id: int,
    signed_on: date,
    by: str,
    at: datetime,
    ceremony_on: date | None = None,
) -> Person:
    """Write that a member is official from the day his probation ended, however late.

    signed_on: the day of the decision. ceremony_on: given where the register lacks it.

    Raises AlreadyOfficial, CeremonyUnknown, StillOnProbation or OutsideMembership (all
    CannotKeep); then nothing has changed.
    """
    with transaction.atomic(durable=True):
        person = locked(person_id)
        if person.official:
            raise AlreadyOfficial(person.official)
        ceremony = ceremony_on or _full_day(person.ceremony) or _full_day(person.joined)
        if ceremony is None:
            raise CeremonyUnknown
        official_from = rules.official_from(ceremony)
        if signed_on < official_from:
            raise StillOnProbation(official_from)
        check_membership(person, signed_on, signed_on + timedelta(days=1))
        person.official = official_from.isoformat()
        person.ceremony = ceremony.isoformat()
        person.save(update_fields=["official", "ceremony"])
        cell = _official_before(person, signed_on + timedelta(days=1)).cell
        _log("member.recognised", person, cell, by, at, since=person.official)
    return person


def leave(
    *, person_id: int, on: date, ending: str, by: str, at: datetime, decision: str = ""
) -> Membership:
    """End a membership for good, and with it his standing, his posts and activity elsewhere.

    on: the first day on which he is no longer a member here. ending: one of LEAVING.

    Raises NotALeaving, OutsideMembership or LaterEntry (all CannotKeep); then nothing has
    changed.
    """
    if ending not in LEAVING:
        raise NotALeaving
    with transaction.atomic(durable=True):
        person = locked(person_id)
        row = _official_before(person, on)
        end_rows(Standing.objects.filter(person=person), on)
        end_rows(Post.objects.filter(person=person), on)
        away = _temporary(person).filter(valid_on(on), since__lt=on).first()
        if away is not None:
            following.end_membership(away, on, Ending.RETURNED)
        following.end_membership(row, on, ending)
        if decision:
            row.decision = nfc(decision)
            row.save(update_fields=["decision"])
        later = _temporary(person).filter(since__gte=on).first()
        if later is not None:
            raise LaterEntry(later)
        _log("member.left", person, row.cell, by, at, on=plain(on), ending=ending)
    return row


def _join(person: Person, cell: Unit, since: date, decision: str) -> Membership:
    cell = fresh_cell(cell, since)
    check_free(_official(person), since, None)
    row = Membership.objects.create(
        person=person, cell=cell, kind=Kind.OFFICIAL, since=since, decision=nfc(decision)
    )
    following.follow(row)
    return row


def _official(person: Person) -> QuerySet[Membership]:
    return Membership.objects.filter(person=person, kind=Kind.OFFICIAL).select_related("cell")


def _temporary(person: Person) -> QuerySet[Membership]:
    return Membership.objects.filter(person=person, kind=Kind.TEMPORARY).select_related("cell")


def _lasting(day: date) -> Q:
    return Q(until=None) | Q(until__gt=day)


def _official_before(person: Person, day: date) -> Membership:
    """Return the official membership that would go on into a day if nothing ended it.

    One that a decision cuts on that very day counts: it goes on in another cell.
    """
    going_on = Q(until=None) | Q(until__gt=day) | (Q(until=day) & ~Q(cut_by=None))
    row = _official(person).filter(going_on, since__lt=day).order_by("-since").first()
    if row is None:
        raise OutsideMembership(day)
    return row


def _check_not_home(person: Person, cell: Unit, since: date, until: date | None) -> None:
    try:
        check_free(_official(person).filter(cell=cell), since, until)
    except Overlaps as overlap:
        raise AlreadyThere from overlap


def _full_day(text: str) -> date | None:
    return date.fromisoformat(text) if len(text) == 10 else None


def _log(
    verb: str, person: Person, cell: Unit | None, by: str, at: datetime, **detail: str
) -> None:
    record(verb, person, by=by, at=at, unit_code=cell.code if cell else "", **detail)
