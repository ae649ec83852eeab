"""Which role holds which ability. No Django, no clock, no database."""

from enum import StrEnum


class Ability(StrEnum):
    """Something an account may do at a unit."""

    # See the cell: its members' names, its meetings, tasks and sealed records.
    SEE_CELL = "see_cell"
    # See what is still in the making: drafts, huddles, open minutes. Stays in the cell.
    SEE_DRAFTS = "see_drafts"
    # See sealed records, counts and boards of the units below.
    SEE_FIGURES = "see_figures"
    PREPARE_MEETING = "prepare_meeting"
    KEEP_ROLL = "keep_roll"
    CLOSE_MEETING = "close_meeting"
    REPORT_TASK = "report_task"
    KEEP_TASKS = "keep_tasks"
    KEEP_MEMBERS = "keep_members"
    KEEP_UNITS = "keep_units"
    # Choose the Word templates that papers of the units below wear.
    KEEP_TEMPLATES = "keep_templates"
    # Write score sheets, and put them in force for the cells below.
    KEEP_SHEETS = "keep_sheets"
    KEEP_ACCOUNTS = "keep_accounts"
    READ_LOG = "read_log"
    # Score a cell's meeting: as the official who sat in, as the committee above.
    SCORE_ATTENDING = "score_attending"
    SCORE_SUPERIOR = "score_superior"
    # Write a slip about a cell's meeting one sat in.
    WRITE_SLIP = "write_slip"
    # Assign officials to cells, plan their visits, answer what is passed up, offer help.
    KEEP_SUPERVISION = "keep_supervision"
    # Draft, edit and sign the reports of a unit, and ask the units below for theirs.
    KEEP_REPORTS = "keep_reports"
    # Type a meeting of a cell below that asked for it; see `ENTRUSTED`.
    TYPE_FOR_CELLS = "type_for_cells"


_MEMBER = {Ability.SEE_CELL, Ability.REPORT_TASK}
_MINUTES = _MEMBER | {Ability.SEE_DRAFTS, Ability.KEEP_ROLL}
_COMMITTEE = _MINUTES | {Ability.PREPARE_MEETING, Ability.KEEP_TASKS}
_SECRETARY = _COMMITTEE | {Ability.CLOSE_MEETING, Ability.KEEP_MEMBERS, Ability.SEE_FIGURES}
_FIGURES = {Ability.SEE_FIGURES}
_OFFICE = _FIGURES | {
    Ability.KEEP_MEMBERS,
    Ability.KEEP_UNITS,
    Ability.KEEP_TEMPLATES,
    Ability.KEEP_SHEETS,
    Ability.READ_LOG,
    Ability.TYPE_FOR_CELLS,
    Ability.SCORE_SUPERIOR,
    Ability.KEEP_SUPERVISION,
    Ability.KEEP_REPORTS,
}

# What an office may do in a meeting that a cell entrusted to it; what is else in the making, such
# as the committee's huddle, stays in the cell.
ENTRUSTED = frozenset({Ability.SEE_CELL, Ability.KEEP_ROLL})
# And once its secretary signed the paper and the office said so.
ENTRUSTED_WHEN_SIGNED = ENTRUSTED | {Ability.CLOSE_MEETING}

ABILITIES: dict[str, frozenset[Ability]] = {
    "member": frozenset(_MEMBER),
    "meeting_secretary": frozenset(_MINUTES),
    "committee_member": frozenset(_COMMITTEE),
    "deputy_secretary": frozenset(_SECRETARY),
    "secretary": frozenset(_SECRETARY),
    "office": frozenset(_OFFICE | {Ability.KEEP_ACCOUNTS}),
    "supervisor": frozenset(_FIGURES | {Ability.SCORE_ATTENDING, Ability.WRITE_SLIP}),
    "board": frozenset(_OFFICE),
    "technician": frozenset({Ability.KEEP_ACCOUNTS, Ability.READ_LOG}),
}

# Whoever holds one of these in a cell holds it as one of the cell.
OF_THE_CELL = frozenset(
    {"member", "meeting_secretary", "committee_member", "deputy_secretary", "secretary"}
)


def roles_with(ability: Ability) -> set[str]:
    """Return the roles that hold an ability."""
    return {role for role, abilities in ABILITIES.items() if ability in abilities}


def grantable(*, is_cell: bool) -> list[str]:
    """Return the roles an office may give at a unit: those of a cell, or those above it."""
    if is_cell:
        return [
            "secretary",
            "deputy_secretary",
            "committee_member",
            "meeting_secretary",
            "member",
            "supervisor",
        ]
    return ["office", "board", "supervisor", "technician"]
