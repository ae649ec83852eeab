"""Tables of supervision."""

from chibo.supervision.models.assignments import Assignment
from chibo.supervision.models.help import HelpOffer
from chibo.supervision.models.roster import (
    Absence,
    CalendarFeed,
    Capacity,
    CellDemand,
    Distance,
    PlannedVisit,
    Roster,
)
from chibo.supervision.models.visits import PassedUp, PassedUpStep, Visit

__all__ = [
    "Absence",
    "Assignment",
    "CalendarFeed",
    "Capacity",
    "CellDemand",
    "Distance",
    "HelpOffer",
    "PassedUp",
    "PassedUpStep",
    "PlannedVisit",
    "Roster",
    "Visit",
]
