"""A plan as a page or a command shows it: counts, rows with what changes, remarks by row and column."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from chibo.base.cells import Remark
from chibo.base.dates import PartialDate
from chibo.documents.importing import sentences
from chibo.documents.importing.reading import List
from chibo.people.importing import plan as people
from chibo.people.models import Post, Standing
from chibo.units.importing import plan as units
from chibo.units.models import UnitKind


@dataclass(frozen=True, slots=True)
class Told:
    """A remark: row and column as in the file, and its sentence."""

    row: int
    column: str
    letters: str
    text: str
    stops: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the plan. what: one text for each thing that is entered or changes."""

    row: int
    who: str
    where: str
    deed: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A plan in words. absent: names on record whom the list leaves out.

    worded: makes the rows; who only imports never reads them.
    """

    created: int
    changed: int
    same: int
    worded: Callable[[], tuple[Row, ...]]
    problems: tuple[Told, ...]
    notes: tuple[Told, ...]
    absent: tuple[str, ...]
    digest: str

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows of the plan in words."""
        return self.worded()

    @property
    def writes(self) -> int:
        """Return how many rows would be written."""
        return self.created + self.changed


def told(remark: Remark, source: List) -> Told:
    """Return a remark with its place in the file."""
    return Told(
        row=remark.row,
        column=sentences.column(remark.field) if remark.field else "",
        letters=source.letters_of(remark.field),
        text=sentences.sentence(remark),
        stops=remark.stops,
    )


def show_members(plan: people.Plan, source: List) -> Shown:
    """Return a plan of members in words."""
    absent = tuple(member.name for member in plan.absent)
    return _shown(plan, source, lambda: _member_rows(plan), absent)


def _member_rows(plan: people.Plan) -> tuple[Row, ...]:
    return tuple(
        Row(
            one.row.row,
            one.row.name,
            one.cell.full_name,
            one.deed,
            tuple(_member_change(change) for change in one.changes)
            or (_new_member(one) if one.deed is people.Deed.CREATE else ()),
        )
        for one in plan.planned
    )


def show_units(plan: units.Plan, source: List) -> Shown:
    """Return a plan of units in words."""
    return _shown(plan, source, lambda: _unit_rows(plan), ())


def _unit_rows(plan: units.Plan) -> tuple[Row, ...]:
    kinds = {kind.code: kind.name for kind in UnitKind.objects.all()}
    return tuple(
        Row(
            one.row.row,
            one.full_name,
            one.code,
            one.deed,
            tuple(_change(change.field, *_unit_words(change, kinds)) for change in one.changes)
            or ((kinds.get(one.row.kind, ""),) if one.deed is units.Deed.CREATE else ()),
        )
        for one in sorted(plan.planned, key=lambda one: one.row.row)
    )


def _shown(
    plan: people.Plan | units.Plan,
    source: List,
    worded: Callable[[], tuple[Row, ...]],
    absent: tuple[str, ...],
) -> Shown:
    remarks = [told(remark, source) for remark in plan.remarks]
    deeds = Counter(str(one.deed) for one in plan.planned)
    return Shown(
        created=deeds["create"],
        changed=deeds["change"],
        same=deeds["same"],
        worded=worded,
        problems=tuple(remark for remark in remarks if remark.stops),
        notes=tuple(remark for remark in remarks if not remark.stops),
        # While rows are stopped it is not known whom they mean.
        absent=() if plan.stops else absent,
        digest=plan.digest,
    )


def _change(field: str, before: str, after: str) -> str:
    words = {"field": sentences.column(field), "before": before, "after": after}
    if not before:
        return _("%(field)s: %(after)s") % words
    return _("%(field)s: %(before)s → %(after)s") % words


def _member_change(change: people.Change) -> str:
    read = _WORDS.get(change.field, str)
    return _change(change.field, read(change.before), read(change.after))


def _new_member(one: people.Planned) -> tuple[str, ...]:
    row = one.row
    pairs = [
        *((field, getattr(row, field)) for field in ("born", "joined", "official", "card")),
        *(("post", post) for post in row.posts),
        *(("standing", standing) for standing in row.standings),
        ("away", row.away),
        ("guest", one.cell.code if row.is_guest else ""),
    ]
    told = [_member_change(people.Change(field, "", value)) for field, value in pairs if value]
    return tuple(told if row.official else [*told, _("on probation")])


def _unit_words(change: units.Change, kinds: dict[str, str]) -> tuple[str, str]:
    if change.field == "kind":
        return kinds.get(change.before, ""), kinds.get(change.after, "")
    if change.field == "founded":
        return _date(change.before), _date(change.after)
    return change.before, change.after


def _date(text: str) -> str:
    return PartialDate.from_iso(text).display() if text else ""


def _post(kind: str) -> str:
    return str(Post.Kind(kind).label) if kind else ""


def _standing(kind: str) -> str:
    return str(Standing.Kind(kind).label) if kind else ""


_WORDS: dict[str, Callable[[str], str]] = {
    "born": _date,
    "joined": _date,
    "official": _date,
    "post": _post,
    "standing": _standing,
}
