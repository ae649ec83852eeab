"""The tables of a meeting, split by what a secretary would call them."""

from chibo.meetings.models.agenda import AgendaItem, Proposal, Speech, Vote
from chibo.meetings.models.entrustment import Entrustment
from chibo.meetings.models.meeting import Habit, Meeting
from chibo.meetings.models.pages import RecordPage
from chibo.meetings.models.preparation import Huddle, Material, Preparation
from chibo.meetings.models.roll import Guest, RollMark
from chibo.meetings.models.themes import PlannedTheme, ThemePlan

__all__ = [
    "AgendaItem",
    "Entrustment",
    "Guest",
    "Habit",
    "Huddle",
    "Material",
    "Meeting",
    "PlannedTheme",
    "Preparation",
    "Proposal",
    "RecordPage",
    "RollMark",
    "Speech",
    "ThemePlan",
    "Vote",
]
