"""Whether what is asked is held already: the words of a question beside those of known lines.

Law 9: what is held is not asked again. Words are compared without marks and without those that
every question of an office has; nothing is guessed from the order of words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from chibo.base.text import words_apart

# So much of the words of both must be the same for a question to be near to a line.
NEAR = Fraction(4, 5)
# Or so much of the question must be the whole of what a line is called.
WITHIN = Fraction(3, 5)

# Of every question, and none of its meaning; folded. Phrases first: "hop" alone may be "họp".
_PHRASES = (
    "bao cao", "thong ke", "tong hop", "de nghi", "cho biet", "cung cap", "so lieu", "so luong",
    "bao nhieu", "tinh hinh", "ket qua", "don vi", "dong chi", "cap tren", "ty le", "ti le",
    "phan tram", "theo mau", "kinh gui", "hien nay",
)  # fmt: skip
_EVERYWHERE = frozenset(
    {
        "so", "la", "co", "cac", "nhung", "cua", "o", "tai", "trong", "ve", "den", "tu", "va", "cho",
        "thang", "quy", "nam", "dau", "cuoi", "i", "ii", "iii", "iv", "da", "duoc", "do", "mot", "voi",
        "moi", "gui", "hay", "xin",
    }
)  # fmt: skip

# Of most questions here: they tell little apart, so they weigh little.
_COMMON = frozenset({"dang", "vien", "chi", "bo", "sinh", "hoat", "buoi"})
_LITTLE = Fraction(1, 4)


def content_words(text: str) -> frozenset[str]:
    """Return the words that carry a question's meaning, folded; figures are left out."""
    words = words_apart(text)
    for phrase in _PHRASES:
        words = words.replace(f" {phrase} ", " ")
    return frozenset(
        word
        for word in words.split()
        if word not in _EVERYWHERE and not any(map(str.isdigit, word))
    )


def same_words(text: str) -> str:
    """Return what two questions share that ask the same: their content words in order."""
    return " ".join(sorted(content_words(text)))[:500].strip()


@dataclass(frozen=True, slots=True)
class Match:
    """A line that a question asks for. is_exact: in other words, and nothing more."""

    key: str
    is_exact: bool
    likeness: Fraction


def matches(question: str, phrases: Mapping[str, Iterable[str]]) -> list[Match]:
    """Return the lines that a question asks for or comes near to, the likeliest first.

    phrases: what people call each line, by its key. A question of nothing but words that stand
    in every question asks for none.
    """
    asked = content_words(question)
    found = [
        match
        for key, called in phrases.items()
        if (match := _best(key, asked, map(content_words, called))) is not None
    ]
    return sorted(found, key=lambda match: (not match.is_exact, -match.likeness, match.key))


def _best(key: str, asked: frozenset[str], called: Iterable[frozenset[str]]) -> Match | None:
    near = [_likeness(asked, words) for words in called if words and asked]
    best = max(near, default=Fraction(0))
    return Match(key, best == 1, best) if best else None


def _likeness(asked: frozenset[str], called: frozenset[str]) -> Fraction:
    """How much of both is the same, 0 where that is too little; 1 where it is all."""
    both = _weight(asked & called)
    likeness = 2 * both / (_weight(asked) + _weight(called))
    whole = called <= asked and both / _weight(asked) >= WITHIN
    return likeness if likeness >= NEAR or whole else Fraction(0)


def _weight(words: Iterable[str]) -> Fraction:
    return sum((_LITTLE if word in _COMMON else Fraction(1) for word in words), Fraction(0))
