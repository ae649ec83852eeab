"""Figures inside a text: ⟦held⟧ as it is kept, 565/570 as it is read, ⟦565/570⟧ as it is edited.

A text keeps which figure stands where, never its number, so that no edit can change what the book
says. ⟦held.share⟧ is its share, .n what is above the line, .d what is below, .first a count that
begins a sentence; ⟦held@2025-q3⟧ is the figure of another span.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from chibo.documents.wording.phrases import small
from chibo.reports.rules.prints import NOTHING, Stated, first_word, in_full, in_short, whole

_TOKEN = re.compile(r"⟦(?P<name>[^⟦⟧]*)⟧")
_BRACKET = re.compile(r"[⟦⟧]")
# A number that someone wrote: also 12,5% and 3.970, but not the one in a name such as 42-HD.
_NUMBER = re.compile(r"(?<![\w/.,-])\d[\d.,/]*\d%?(?![\w/-])|(?<![\w/.,-])\d%?(?![\w/.,-]*\w)")

_FORMS: Mapping[str, Callable[[Stated], str]] = {
    "": in_full,
    "share": in_short,
    "n": lambda figure: whole(figure.numerator),
    "d": lambda figure: NOTHING if figure.denominator is None else whole(figure.denominator),
    "first": lambda figure: first_word(figure.numerator),
}


class NotAFigure(ValueError):
    """What stands between brackets is no figure that may stand here. text: what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class OpenBracket(ValueError):
    """A bracket was opened and not closed, or the other way round."""


def token(name: str) -> str:
    """Return a figure as it is kept in a text."""
    return f"⟦{name}⟧"


def named(text: str) -> list[str]:
    """Return the figures that stand in a kept text, in order."""
    return [found["name"] for found in _TOKEN.finditer(text)]


def line_of(name: str) -> str:
    """Return the key a figure is known by: "held" of "held.share", "held@2025-q3" likewise."""
    return name.partition(".")[0]


def printed(name: str, figures: Mapping[str, Stated]) -> str:
    """Return one figure as it is read.

    Raises NotAFigure where it names none, or no way to print it.
    """
    key, _dot, form = name.partition(".")
    if key not in figures or form not in _FORMS:
        raise NotAFigure(name)
    return _FORMS[form](figures[key])


def pieces(text: str, figures: Mapping[str, Stated]) -> list[tuple[str, str]]:
    """Return a kept text as it is read, in pieces: the words, and the figure's name or ""."""
    found: list[tuple[str, str]] = []
    at = 0
    for match in _TOKEN.finditer(text):
        found.append((text[at : match.start()], ""))
        # A comparison can be with another span by now: its figure is not there any more.
        is_there = line_of(match["name"]) in figures
        words = printed(match["name"], figures) if is_there else NOTHING
        found.append((words, match["name"] if is_there else ""))
        at = match.end()
    found.append((text[at:], ""))
    return [piece for piece in found if piece[0]]


def read(text: str, figures: Mapping[str, Stated]) -> str:
    """Return a kept text as it is read."""
    return "".join(words for words, _name in pieces(text, figures))


def labels(names: Iterable[str], figures: Mapping[str, Stated]) -> dict[str, str]:
    """Return figures as a text box shows them, each unlike the others.

    Two that print alike are told apart by their names: "4 (buổi xếp loại Kém)".
    """
    known = {name: printed(name, figures) for name in dict.fromkeys(names)}
    prints = list(known.values())
    return {
        name: words
        if prints.count(words) == 1
        else f"{words} ({_called(figures[line_of(name)], name)})"
        for name, words in known.items()
    }


def boxed(text: str, shown: Mapping[str, str]) -> str:
    """Return a kept text as it is edited. shown: from `labels`, of all figures that stand in it."""
    return _TOKEN.sub(lambda found: token(shown[found["name"]]), text)


def unboxed(text: str, shown: Mapping[str, str]) -> str:
    """Return an edited text as it is kept.

    shown: the figures that may stand in it, as they were shown. A figure that is written otherwise
    is none: numbers of one's own stand outside the brackets.

    Raises NotAFigure or OpenBracket.
    """
    by_label = {_squeezed(label): name for name, label in shown.items()}

    def kept(found: re.Match[str]) -> str:
        name = by_label.get(_squeezed(found["name"]))
        if name is None:
            raise NotAFigure(found["name"])
        return token(name)

    if _BRACKET.search(_TOKEN.sub("", text)):
        raise OpenBracket(text)
    return _TOKEN.sub(kept, text)


def own_numbers(text: str, drafted: str = "") -> list[str]:
    """Return the numbers a person wrote into a text by hand, those of the drafted one left out."""
    known = _NUMBER.findall(_TOKEN.sub("", drafted))
    return [number for number in _NUMBER.findall(_TOKEN.sub("", text)) if number not in known]


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _called(figure: Stated, name: str) -> str:
    called = small(figure.name["vi"])
    return f"{called}, {figure.span}" if "@" in name else called
