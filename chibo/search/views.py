"""The search page: "what did we decide about the canal, ever"."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.access.http import MemberRequest
from chibo.search import queries
from chibo.search.forms import SearchForm
from chibo.search.hits import OF_A_YEAR, Hit, Kind
from chibo.search.queries import MANY, Asked, Found, Group
from chibo.search.rules import Piece, excerpt, marked

_NAMES = {
    Kind.MEETINGS: lambda: _("Meetings"),
    Kind.RESOLUTIONS: lambda: _("Resolutions"),
    Kind.TASKS: lambda: _("Tasks"),
    Kind.MEMBERS: lambda: _("Members"),
    Kind.UNITS: lambda: _("Organisations"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow what was found: a link, how many there are, and whether we are there."""

    name: str
    number: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A hit as the page shows it, what was sought marked."""

    hit: Hit
    title: list[Piece]
    text: list[Piece]
    where: str


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of cards with the ways to see more of them."""

    kind: Kind
    name: str
    total: int
    cards: list[Card]
    # All of this kind; the next and the last page of it. Nothing where there is none.
    all_url: str = ""
    older_url: str = ""
    newer_url: str = ""


def page(request: MemberRequest) -> HttpResponse:
    today = timezone.localdate()
    form = SearchForm(request.GET)
    asked = form.asked()
    scope = queries.scope_of(request.user, today)
    context: dict[str, object] = {"form": form, "today": today, "scope": scope}
    if asked is not None:
        found = queries.find(request.user, asked, scope.own, today)
        context |= {
            "asked": asked,
            "found": found,
            "words": [term.shown for term in asked.sought],
            "sections": _sections(form.cleaned_data["q"], asked, found, today),
            "kinds": _kinds(form.cleaned_data["q"], asked, found),
            "years": _years(form.cleaned_data["q"], asked, found),
        }
    return render(request, "search/page.html", context, status=422 if form.errors else 200)


def _url(q: str, **narrowed: object) -> str:
    query = {"q": q} | {name: value for name, value in narrowed.items() if value is not None}
    return f"{reverse('search:page')}?{urlencode(query)}"


def _kinds(q: str, asked: Asked, found: Found) -> list[Choice]:
    choices = [
        Choice(
            _NAMES[kind](),
            number,
            _url(q, kind=kind, year=asked.year if kind in OF_A_YEAR else None),
            asked.kind == kind,
        )
        for kind, number in found.totals.items()
        if number or asked.kind == kind
    ]
    everything = Choice(_("All kinds"), found.total, _url(q, year=asked.year), asked.kind is None)
    return [everything, *choices]


def _years(q: str, asked: Asked, found: Found) -> list[Choice]:
    if asked.kind is not None and asked.kind not in OF_A_YEAR:
        return []
    choices = [
        Choice(str(year), number, _url(q, kind=asked.kind, year=year), asked.year == year)
        for year, number in found.years
    ]
    total = sum(number for _year, number in found.years)
    return [
        Choice(_("All years"), total, _url(q, kind=asked.kind), asked.year is None),
        *choices,
    ]


def _sections(q: str, asked: Asked, found: Found, today: date) -> list[Section]:
    names = queries.names_of((hit for group in found.groups for hit in group.hits), today)
    return [
        Section(
            group.kind,
            _NAMES[group.kind](),
            group.total,
            [
                Card(
                    hit,
                    marked(hit.title, asked.sought),
                    excerpt(hit.text, asked.sought),
                    names.get((hit.cell_id or 0, hit.day or today), ""),
                )
                for hit in group.hits
            ],
            **_more(q, asked, group, found.page),
        )
        for group in found.groups
    ]


def _more(q: str, asked: Asked, group: Group, page: int) -> dict[str, str]:
    year = asked.year if group.kind in OF_A_YEAR else None
    if asked.kind is None:
        more = group.total > len(group.hits)
        return {"all_url": _url(q, kind=group.kind, year=year)} if more else {}
    links = {}
    if group.total > MANY * page:
        links["older_url"] = _url(q, kind=group.kind, year=year, page=page + 1)
    if page > 1:
        links["newer_url"] = _url(q, kind=group.kind, year=year, page=page - 1)
    return links
