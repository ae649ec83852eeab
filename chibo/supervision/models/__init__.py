"""Tables of supervision."""

from chibo.supervision.models.assignments import Assignment
from chibo.supervision.models.visits import PassedUp, PassedUpStep, Visit

__all__ = ["Assignment", "PassedUp", "PassedUpStep", "Visit"]
