"""A span beside an earlier one: what rose, what fell, what stayed. Each unit with its own past."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chibo.documents.wording.phrases import capital
from chibo.reports.rules.prints import Stated, in_short
from chibo.reports.rules.tokens import token


@dataclass(frozen=True, slots=True)
class Past:
    """The span compared with. key: of the span; words: "quý III/2025", or what there is not.

    figures: empty when the book knows nothing of it.
    """

    key: str
    words: str
    figures: Mapping[str, Stated]
    # What is said of a better one that is not known: "Chưa có số liệu quý III/2025".
    instead: str = ""


_HEADS = {"rose": "các mặt tăng", "fell": "các mặt giảm", "stayed": "giữ nguyên"}


def compared(
    lines: Iterable[tuple[str, str]], now: Mapping[str, Stated], past: Past
) -> list[tuple[str, str]]:
    """Return sentences of a comparison, each with its key; figures of both spans as tokens.

    lines: keys with what they are called. Two that print alike stayed: nobody reads a
    difference in the second decimal place.
    """
    if not past.figures:
        return [("nothing", past.instead)] if past.instead else []
    found: dict[str, list[str]] = {key: [] for key in _HEADS}
    for key, called in lines:
        one, other = now[key], past.figures.get(key)
        # An old report does not have every line.
        if other is None or one.value is None or other.value is None:
            continue
        if not (one.numerator or other.numerator):
            continue
        before, after = token(f"{key}@{past.key}.share"), token(f"{key}.share")
        if in_short(one) == in_short(other):
            found["stayed"].append(f"{called} ({after})")
        elif one.value > other.value:
            found["rose"].append(f"{called} (từ {before} lên {after})")
        else:
            found["fell"].append(f"{called} (từ {before} xuống {after})")
    sentences = [("instead", past.instead)] if past.instead else []
    for key, parts in found.items():
        if parts:
            begins = (
                f"So với {past.words}, {_HEADS[key]}"
                if len(sentences) == bool(past.instead)
                else capital(_HEADS[key])
            )
            sentences.append((key, f"{begins}: {'; '.join(parts)}."))
    return sentences
