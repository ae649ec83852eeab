"""The names of the values rules ask for, each with what it says."""

from enum import StrEnum


class Name(StrEnum):
    """One number or threshold that some document sets."""

    # A meeting may begin: part of those who must attend. Nothing central found, so no default.
    QUORUM = "meeting.quorum"
    # Least length in minutes, alone and when a thematic meeting follows on the same evening.
    LENGTH = "meeting.minutes"
    LENGTH_COMBINED = "meeting.minutes_combined"
    # Days before the meeting: the notice (local), the documents.
    NOTICE_DAYS = "notice.days_before"
    DOCUMENTS_DAYS = "documents.days_before"
    # Days after the meeting by which the record is in the book and posted.
    SEAL_DAYS = "book.days_after"
    # From so many official members a cell elects a committee.
    COMMITTEE_FROM = "cell.committee_from"
    # What a vote needs, by what is voted on.
    VOTE_ORDINARY = "vote.ordinary"
    VOTE_ADMISSION = "vote.admission"
    VOTE_REMOVAL = "vote.removal"
    VOTE_DISCIPLINE = "vote.discipline"
    VOTE_EXPULSION = "vote.expulsion"
    # When a cell needs help, as those above see it; these hold for boards and stand in no record.
    # So many of the latest meetings running with one of the two lowest grades.
    HELP_WEAK = "help.weak_meetings"
    # At most so many speakers, in so many of the latest six meetings.
    HELP_SPEAKERS = "help.speakers_most"
    HELP_SILENT = "help.silent_meetings"
    # The latest minutes came into the book more than so many days after the meeting.
    HELP_LATE_DAYS = "help.late_days"
    # Attendance in percent below this, in so many of the latest meetings running.
    HELP_ATTENDANCE = "help.attendance_below"
    HELP_ABSENT = "help.attendance_meetings"
    # Visits of officials to a cell in a quarter: each, and where it needs help. No document sets
    # a number for all.
    VISITS = "visits.per_quarter"
    VISITS_HELPED = "visits.per_quarter_helped"
    # How many visits an official can make in a month.
    VISITS_OF_OFFICIAL = "visits.of_official_per_month"
    # The day of a meeting has passed so many days ago, and nothing says that it was held.
    HELP_UNMET_DAYS = "help.unmet_days"
    # Fewer official members than this.
    HELP_OFFICIAL = "help.official_fewest"
    # Beside the secretary fewer than so many hold a post in the cell's committee.
    HELP_SUCCESSORS = "help.successors_fewest"
    # The term of the committee or of its secretary ends within so many days.
    HELP_TERM_DAYS = "help.term_days"
    # Reporting upwards; these hold for committees and stand in no record either.
    # Days after the end of a span by which its report is with the unit above.
    REPORT_DAYS = "reports.days_after"
    # Which units owe a report: "grassroots" and all above them, or only those "above" grassroots.
    REPORT_OWED = "reports.owed_from"
    # What one answer to a request takes, where its sender gives no estimate of his own; minutes.
    ANSWER_MINUTES = "reports.minutes_per_answer"


# Where the names of the limits begin that only those above ask for; they stand in no record.
BOARDS = ("help.", "visits.")
# And those that only reporting upwards asks for.
REPORTING = "reports."
