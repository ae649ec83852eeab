"""How meetings were scored, as the facts of their month keep it.

The book cannot ask the room that scores, so that room says here, once at the start, how to find the
scores of meetings. It answers from rows that do not change any more once a newer one replaces them,
so that figures computed anew are the figures that were written.
"""

import uuid
from collections.abc import Callable, Collection, Mapping
from typing import Any

Scores = Mapping[str, Any]
# From the ids of meetings to what is known of each; a meeting nobody scored may be missing.
Source = Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, Scores]]

# The columns of the monthly facts that a score fills, as they are without one.
UNSCORED: Scores = {
    "self_points": None,
    "self_most": None,
    "self_grade": "",
    "attending_points": None,
    "attending_most": None,
    "attending_grade": "",
    "superior_points": None,
    "superior_most": None,
    "superior_grade": "",
    "grade": "",
    "evidence_points": None,
    "evidence_most": None,
    "evidence_given": None,
    "sheet": None,
}

_SOURCES: list[Source] = []


def add_scores(source: Source) -> None:
    """Let a room say from now on how meetings were scored."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def scores_of(meetings: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Scores]:
    """Return the scores of meetings by their ids, every column of each."""
    known: dict[uuid.UUID, dict[str, Any]] = {key: {**UNSCORED} for key in meetings}
    for source in _SOURCES:
        for key, scores in source(meetings).items():
            known[key] |= scores
    return known
