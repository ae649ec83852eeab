"""How an office is called: the same one is a chi ủy viên in a cell and a đảng ủy viên above it."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.people.models import Post
from chibo.units.models import UnitKind


class Body(StrEnum):
    """Who leads a unit: chi ủy, đảng ủy, or a committee above the grassroots (cấp ủy)."""

    CELL = "cell"
    PARTY = "party"
    ABOVE = "above"


Kind = Post.Kind
_TITLES: dict[Body, dict[str, Promise | str]] = {
    Body.CELL: {
        Kind.SECRETARY: Kind.SECRETARY.label,
        Kind.DEPUTY_SECRETARY: Kind.DEPUTY_SECRETARY.label,
        Kind.COMMITTEE_MEMBER: Kind.COMMITTEE_MEMBER.label,
        Kind.GROUP_LEADER: Kind.GROUP_LEADER.label,
    },
    Body.PARTY: {
        Kind.SECRETARY: _("secretary of the party committee"),
        Kind.DEPUTY_SECRETARY: _("deputy secretary of the party committee"),
        Kind.STANDING_MEMBER: Kind.STANDING_MEMBER.label,
        Kind.COMMITTEE_MEMBER: _("member of the party committee"),
    },
    Body.ABOVE: {
        Kind.SECRETARY: _("secretary of the committee"),
        Kind.DEPUTY_SECRETARY: _("deputy secretary of the committee"),
        Kind.STANDING_MEMBER: Kind.STANDING_MEMBER.label,
        Kind.COMMITTEE_MEMBER: _("member of the committee"),
    },
}


def body_of(kind: UnitKind) -> Body:
    """Return who leads a unit of a kind."""
    if kind.is_cell:
        return Body.CELL
    return Body.ABOVE if kind.is_above_grassroots else Body.PARTY


def title(office: str, kind: UnitKind) -> str:
    """Return what an office is called at a unit of a kind."""
    # One that such a unit has not, written all the same, keeps its plain name.
    return str(_TITLES[body_of(kind)].get(office) or Kind(office).label)


def titles(kind: UnitKind) -> list[tuple[str, Promise | str]]:
    """Return the offices that a unit of a kind has, each with what it is called there."""
    return [(str(office), words) for office, words in _TITLES[body_of(kind)].items()]
