"""The tables of quality, by noun."""

from chibo.quality.models.ratings import RatingCount, RatingPeriod, RatingVoter
from chibo.quality.models.scores import (
    Assessment,
    PeriodAnswer,
    Scored,
    ScoreSheet,
    YearAssessment,
)

__all__ = [
    "Assessment",
    "PeriodAnswer",
    "RatingCount",
    "RatingPeriod",
    "RatingVoter",
    "ScoreSheet",
    "Scored",
    "YearAssessment",
]
