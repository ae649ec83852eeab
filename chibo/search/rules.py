"""What one asked for, whether a text answers it, and which part of the text to show.

No Django, no clock, no database.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from chibo.base.text import nfc, words_at

# More words than anybody remembers of one sentence.
MOST_TERMS = 12
_ASKED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]|([^\\s"“”„«»]+)')

# Words shown before and after what was found.
_BEFORE, _AFTER = 6, 20
_MOST_CUTS = 3


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand next to each other, folded; most often one word.

    typed: the same words with the marks and capitals they were asked with.
    """

    words: tuple[str, ...]
    typed: tuple[str, ...] = field(default=(), compare=False)

    @property
    def needle(self) -> str:
        """Return the term as it occurs in a text made by `words_apart`."""
        return f" {' '.join(self.words)} "

    @property
    def shown(self) -> str:
        """Return the term as the page repeats it: as it was typed, a phrase in quotes."""
        words = " ".join(self.typed or self.words)
        return f"“{words}”" if len(self.words) > 1 else words


def terms(asked: str) -> list[Term]:
    """Return what all must occur: each word, and each phrase between quotes; none twice.

    What is written together, as 05-NQ/CB or H'Mai, is a phrase. Marks and case are ignored.
    """
    found: dict[tuple[str, ...], Term] = {}
    for phrase, word in _ASKED.findall(asked):
        text = nfc(phrase or word)
        places = words_at(text)
        words = tuple(folded for _begin, _end, folded in places)
        if words:
            typed = tuple(text[begin:end] for begin, end, _folded in places)
            found.setdefault(words, Term(words, typed))
    return list(found.values())[:MOST_TERMS]


def answers(sought: Iterable[Term], folded: str) -> bool:
    """Say whether all terms occur, in any order, in a text made by `words_apart`.

    The database asks the same with LIKE.
    """
    return all(term.needle in folded for term in sought)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an excerpt, as it was written; found or around what was found."""

    text: str
    is_hit: bool = False


def marked(text: str, sought: Iterable[Term]) -> list[Piece]:
    """Return a whole text in pieces, those that were sought marked."""
    hits = _hits(words_at(text), sought)
    spans = [(begin, end) for begin, end, _first, _last in hits]
    return _pieces(text, 0, len(text), spans)


def excerpt(text: str, sought: Iterable[Term]) -> list[Piece]:
    """Return the parts of a text around what was sought, marked; its beginning without any.

    At most three parts, with … for what is left out.
    """
    words = words_at(text)
    hits = _hits(words, sought)
    spans = [(begin, end) for begin, end, _first, _last in hits]
    cuts: list[tuple[int, int]] = []
    for _begin, _end, first, last in hits or [(0, 0, 0, 0)]:
        since, until = max(0, first - _BEFORE), min(len(words), last + _AFTER)
        if cuts and since <= cuts[-1][1]:
            cuts[-1] = (cuts[-1][0], max(cuts[-1][1], min(until, cuts[-1][0] + 3 * _AFTER)))
        elif len(cuts) < _MOST_CUTS:
            cuts.append((since, until))
    return _joined(text, words, cuts, spans)


def _hits(
    words: list[tuple[int, int, str]], sought: Iterable[Term]
) -> list[tuple[int, int, int, int]]:
    """Where terms stand, in order, none over another: in characters and in words."""
    folded = [word for _begin, _end, word in words]
    found = []
    longest_first = sorted(sought, key=lambda term: -len(term.words))
    at = 0
    while at < len(folded):
        here = (term for term in longest_first if _stands(folded, at, term.words))
        term = next(here, None)
        if term is None:
            at += 1
            continue
        last = at + len(term.words)
        found.append((words[at][0], words[last - 1][1], at, last))
        at = last
    return found


def _stands(folded: list[str], at: int, words: tuple[str, ...]) -> bool:
    return tuple(folded[at : at + len(words)]) == words


def _joined(
    text: str,
    words: list[tuple[int, int, str]],
    cuts: list[tuple[int, int]],
    spans: list[tuple[int, int]],
) -> list[Piece]:
    found: list[Piece] = []
    end = 0
    for since, until in cuts:
        begin = 0 if since == 0 else words[since][0]
        end = len(text) if until >= len(words) else words[until - 1][1]
        if found or begin:
            found.append(Piece(" … " if found else "… "))
        found += _pieces(text, begin, end, spans)
    return [*found, Piece(" …")] if end < len(text) else found


def _pieces(text: str, begin: int, end: int, spans: list[tuple[int, int]]) -> list[Piece]:
    found = []
    at = begin
    for since, until in spans:
        if begin <= since and until <= end:
            found += [Piece(text[at:since]), Piece(text[since:until], is_hit=True)]
            at = until
    found.append(Piece(text[at:end]))
    return [piece for piece in found if piece.text]
