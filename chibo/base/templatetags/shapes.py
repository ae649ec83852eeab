"""The shapes beside the words: marks, states, tallies. Drawn on the server as SVG.

Only numbers and fixed names go into the markup here; words pass through escaping.
"""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

_STATE_MARK = {
    "done": "done",
    "due": "due",
    "missed": "missed",
    "none": "none",
    "wait": "wait",
    "book": "book",
}


@register.simple_tag
def mark(name: str) -> SafeString:
    """Return one shape of the sprite, such as `{% mark "done" %}`; it says nothing aloud."""
    return format_html(
        '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><use href="#m-{}"/></svg>', name
    )


@register.simple_tag
def state(name: str, words: str) -> SafeString:
    """Return a state: its shape, then its words."""
    return format_html(
        '<span class="state state--{}">{}{}</span>', name, mark(_STATE_MARK[name]), words
    )


@register.simple_tag
def tally(  # noqa: PLR0917 (a template names them in this order)
    total: int,
    inside: int,
    outside: int = 0,
    against: int = 0,
    needed: int | None = None,
    label: str = "",
) -> SafeString:
    """Return a bar of one segment a person with a mark where it is enough.

    inside: those present or in favour; outside: those known absent; against: votes against.
    needed: where the mark stands, from 1; None draws none.
    label: the same said in words, for who cannot see it.
    """
    width = max(total, 1) * 12
    kinds = ["seg--in"] * inside + ["seg--no"] * against + ["seg--out"] * outside
    kinds += [""] * (total - len(kinds))
    segments = "".join(
        f'<rect class="seg {kind}" x="{12 * place + 1}" y="1" width="10" height="18"/>'
        for place, kind in enumerate(kinds[:total])
    )
    point = ""
    if needed is not None and 0 < needed <= total:
        edge = 12 * needed
        at = min(max(edge, 26), width - 26) if width > 60 else width // 2
        point = format_html(
            '<path class="need" d="M{} 0v21l4 6h-8l4-6z"/>'
            '<text class="need-word" x="{}" y="42">{}</text>',
            edge,
            at,
            _("needs %(count)s") % {"count": needed},
        )
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        width,
        46 if point else 20,
        label,
        _markup(segments),
        point,
    )


@register.simple_tag
def year_marks(marks: list[tuple[str, bool]], label: str) -> SafeString:
    """Return twelve small marks of a year.

    marks: per month the shape (ok, moved, missed, none, open, next) and whether a thematic
    meeting was held.
    """
    return format_html(
        '<svg class="year" viewBox="0 0 {} 24" role="img" aria-label="{}">{}</svg>',
        18 * max(len(marks), 1),
        label,
        _markup(_year(tuple(marks))),
    )


# Most cells have the same few years; a board of all of them draws each once.
@lru_cache(maxsize=4096)
def _year(marks: tuple[tuple[str, bool], ...]) -> str:
    drawn = []
    for place, (shape, thematic) in enumerate(marks):
        x = 18 * place
        drawn.append(
            f'<use href="#y-{shape}" class="y y--{shape}" x="{x}" width="16" height="16" y="1"/>'
        )
        if thematic:
            drawn.append(
                f'<use href="#y-theme" class="y y--theme" x="{x}" width="16" height="6" y="18"/>'
            )
    return "".join(drawn)


# So many cells stand in one line of marks; more go into the next.
_IN_LINE = 20


@register.simple_tag
def cell_marks(shapes: list[str], label: str) -> SafeString:
    """Return one small mark for each cell of a unit, in lines. shapes: as those of a year."""
    columns = min(max(len(shapes), 1), _IN_LINE)
    lines = -(-max(len(shapes), 1) // _IN_LINE)
    return format_html(
        '<svg class="cells" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        "{}</svg>",
        14 * columns,
        16 * lines,
        14 * columns,
        16 * lines,
        label,
        _markup(_cells(tuple(shapes))),
    )


@lru_cache(maxsize=1024)
def _cells(shapes: tuple[str, ...]) -> str:
    return "".join(
        f'<use href="#y-{shape}" class="y y--{shape}" x="{14 * (place % _IN_LINE)}" '
        f'y="{16 * (place // _IN_LINE) + 1}" width="13" height="13"/>'
        for place, shape in enumerate(shapes)
    )


@register.simple_tag
def month_bars(parts: list[tuple[int, int]], label: str) -> SafeString:
    """Return one bar a month, filled as far as so many are out of so many; empty out of none."""
    drawn = []
    for place, (count, of) in enumerate(parts):
        x, tall = 18 * place, 0 if not of else 20 * count // of
        drawn.append(f'<rect class="bars__of" x="{x + 0.5}" y="1.5" width="15" height="21"/>')
        drawn.append(
            f'<rect class="bars__in" x="{x + 1}" y="{22 - tall}" width="14" height="{tall}"/>'
        )
    return format_html(
        '<svg class="bars" viewBox="0 0 {} 24" role="img" aria-label="{}">{}</svg>',
        18 * max(len(parts), 1),
        label,
        _markup("".join(drawn)),
    )


@register.simple_tag
def mark_words(shape: str) -> str:
    """Return what a mark of the year says, for who cannot see it."""
    words = {
        "ok": _("on schedule"),
        "moved": _("on another day"),
        "missed": _("not held"),
        "none": _("not known"),
        "open": _("not yet"),
    }
    return words.get(shape) or _("to come")


@register.simple_tag
def progress(done: float, of: float) -> SafeString:
    """Return a bar of how much of an amount is done."""
    part = 0 if not of else round(min(done / of, 1) * 128)
    return format_html(
        '<svg class="bar" viewBox="0 0 128 12" preserveAspectRatio="none" aria-hidden="true">'
        '<rect x=".5" y=".5" width="127" height="11"/><rect x="0" y="0" width="{}" height="12"/>'
        "</svg>",
        part,
    )


@register.simple_tag
def pips(done: int, of: int) -> SafeString:
    """Return one box a task, the full ones first."""
    boxes = "".join(
        f'<rect class="pip{" pip--done" if place < done else ""}" x="{18 * place + 1}" y="3" '
        'width="14" height="14"/>'
        for place in range(of)
    )
    return format_html(
        '<svg viewBox="0 0 {} 20" preserveAspectRatio="xMinYMid meet" aria-hidden="true">{}</svg>',
        max(18 * of, 216),
        _markup(boxes),
    )


def _markup(drawn: str) -> SafeString:
    """Let through what was drawn above out of numbers and fixed names alone."""
    return mark_safe(drawn)  # noqa: S308 (no word of anybody is in it)
