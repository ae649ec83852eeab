"""What is shown for the codes of reading, rows and plans: what cannot be, why, what to do."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from chibo.base.cells import Remark
from chibo.documents.importing.reading import Secret, UnknownHeading
from chibo.documents.spreadsheets.header import NoHeading
from chibo.documents.spreadsheets.table import Skipped
from chibo.documents.spreadsheets.workbook import (
    FileBroken,
    FileProtected,
    FileTooLarge,
    NoSuchSheet,
    NotASpreadsheet,
    UnknownEncoding,
    UnreadableFile,
)

Sentences = Mapping[str, Callable[[], str]]


def refusal(error: UnreadableFile) -> str:
    """Return the sentence for a file that was not read."""
    match error:
        case FileTooLarge(limit=None):
            return _(
                "The list is too long. Split it into several files, for example one a commune."
            )
        case FileTooLarge(limit=limit):
            return _(
                "The file is larger than %(size)s MB. Take out pictures, or split it into several."
            ) % {"size": (limit or 0) // 1024 // 1024}
        case NoSuchSheet(name=name, names=names) if name:
            return _("There is no sheet “%(name)s”. The file has: %(names)s.") % {
                "name": name,
                "names": ", ".join(names),
            }
        case UnknownHeading(heading=heading):
            return _("The list has no column “%(heading)s”.") % {"heading": heading}
    return _FILES[type(error)]()


def _no_heading() -> str:
    return _(
        "No row of headings was found. Put the names of the columns in one row, such as"
        " “Họ và tên”, “Ngày sinh”."
    )


_FILES: Mapping[type[UnreadableFile], Callable[[], str]] = {
    Secret: lambda: _(
        "This file is marked secret and was not kept. Enter it in the paper register of secret"
        " documents."
    ),
    NotASpreadsheet: lambda: _(
        "This is no spreadsheet. Open it, save it as XLSX (Excel) or ODS, and send that file."
    ),
    FileProtected: lambda: _(
        "The file opens with a password only. Take the password off and send it again."
    ),
    FileBroken: lambda: _(
        "The file could not be read to its end. Open it, save it anew as XLSX, send that."
    ),
    UnknownEncoding: lambda: _(
        "The letters of this file cannot be told. Open it, save it as XLSX, and send that file."
    ),
    NoHeading: _no_heading,
    NoSuchSheet: _no_heading,
}


def sentence(remark: Remark) -> str:
    """Return what a remark on a row says."""
    made = REMARKS.get(remark.code)
    return made() % remark.data if made else remark.code


def column(field: str) -> str:
    """Return the name of one of our fields, as the pages call it."""
    made = FIELDS.get(field)
    return made() if made else field


FIELDS: Sentences = {
    "number": lambda: _("row number"),
    "name": lambda: _("name"),
    "born": lambda: _("birth date"),
    "born_man": lambda: _("birth date, men"),
    "born_woman": lambda: _("birth date, women"),
    "joined": lambda: _("admitted on"),
    "official": lambda: _("official from"),
    "joined_official": lambda: _("admitted on, official from"),
    "card": lambda: _("card number"),
    "card_and_more": lambda: _("numbers of card, record, badge"),
    "post": lambda: _("post"),
    "cell": lambda: _("cell"),
    "cell_code": lambda: _("code of the cell"),
    "section": lambda: _("the line above"),
    "phone": lambda: _("telephone"),
    "note": lambda: _("remarks"),
    "standing": lambda: _("standing"),
    "guest": lambda: _("attends here for a time"),
    "away": lambda: _("attending elsewhere for a time"),
    "code": lambda: _("code"),
    "kind": lambda: _("kind"),
    "parent": lambda: _("unit above"),
    "founded": lambda: _("founded on"),
    "decision": lambda: _("number of the decision"),
    "place": lambda: _("place in documents"),
}

SKIPPED: Sentences = {
    Skipped.REPEATED_HEADING: lambda: _("the heading once more"),
    Skipped.SECTION: lambda: _("the title of a part"),
    Skipped.TOTAL: lambda: _("a total"),
    Skipped.FOOT: lambda: _("the foot of the list"),
}

_DATES: Sentences = {
    "date_not_a_date": lambda: _(
        "“%(text)s” is no date. Write it like 05/09/1988, 09/1988 or 1988."
    ),
    "date_no_such_day": lambda: _("There is no day %(text)s. Look it up and put it right."),
    "date_short_year": lambda: _("“%(text)s”: write the year with four figures."),
    "date_month_first": lambda: _(
        "“%(text)s” has the month first. Write the day first in this column, like 25/09/1988."
    ),
    "date_year_out_of_range": lambda: _("The year of “%(text)s” cannot be right. Put it right."),
    "date_to_come": lambda: _("%(text)s is still to come. Put the date right."),
}

_MEMBERS: Sentences = {
    "name_missing": lambda: _("There is no name. Write it, or delete the row."),
    "two_names": lambda: _("Two names in one cell: %(text)s. Put each person on a row."),
    "not_a_name": lambda: _("“%(text)s” is no name of a person. Put it right, or delete the row."),
    "one_word_name": lambda: _("“%(text)s” is one word only. Is the name whole?"),
    "second_name_not_kept": lambda: _("The birth name is not kept."),
    "born_missing": lambda: _("No birth date; it stays empty."),
    "born_twice": lambda: _("Birth dates under both men and women. Leave one."),
    "joined_missing": lambda: _("No day of admission; it stays empty."),
    "too_many_dates": lambda: _(
        "%(text)s dates in one cell. Leave that of admission and official."
    ),
    "joined_before_born": lambda: _(
        "Admitted on %(text)s, before being born. Put one of them right."
    ),
    "joined_young": lambda: _("Admitted at the age of %(text)s. Are the dates right?"),
    "official_before_joined": lambda: _(
        "Official on %(text)s, before being admitted. Put it right."
    ),
    "official_computed": lambda: _(
        "No day of becoming official; %(text)s is entered, twelve months after admission."
    ),
    "official_too_early": lambda: _(
        "Called official, but the twelve months end on %(text)s. Put the day or the remark right."
    ),
    "official_and_probationary": lambda: _(
        "Called probationary, yet with a day of becoming official. Take one of them out."
    ),
    "class_unknown": lambda: _(
        "Official or on probation? Write the day of becoming official, a year is enough, or ĐVDB in"
        " the remarks."
    ),
    "card_unreadable": lambda: _(
        "“%(text)s” is no card number. Write its figures, or leave it empty."
    ),
    "card_zeros": lambda: _("The zeros were put back: %(text)s."),
    "card_more_not_kept": lambda: _("Only the card number is kept of this cell."),
    "card_twice": lambda: _("The same card number stands on row %(other_row)s. Put one right."),
    "card_elsewhere": lambda: _(
        "This card number belongs to a member of another organisation. Look at the card once more."
    ),
    "card_of_former": lambda: _(
        "This card belongs to %(name)s, who has left. Enter the return on that member's page."
    ),
    "card_of_other": lambda: _("This card number belongs to %(name)s. Put the number right."),
    "phone_not_kept": lambda: _("“%(text)s” is no telephone number; it is not kept."),
    "post_not_kept": lambda: _("“%(text)s” is no post of a cell; it is not kept."),
    "post_on_probation": lambda: _("A probationary member holds no post. Put one of them right."),
    "two_secretaries": lambda: _("The list has two secretaries of this cell. Leave one."),
    "other_secretary": lambda: _(
        "%(name)s is the secretary of this cell. End that post on the member's page first."
    ),
    "other_leading_post": lambda: _(
        "Holds another leading post of this cell. End that post on the member's page first."
    ),
    "note_not_kept": lambda: _("“%(text)s” is not kept."),
    "is_guest": lambda: _("Entered as attending this cell for a time, from elsewhere."),
    "guest_is_member": lambda: _("Is a full member of this cell on record. Put the remark right."),
    "guest_elsewhere": lambda: _("Attends %(text)s for a time already. End that first."),
    "has_left": lambda: _(
        "“%(text)s”: delete the row; enter the leaving, with its day, on the member's page."
    ),
    "exemption_needs_end": lambda: _(
        "“%(text)s”: write until when, for example: tạm miễn đến 30/6/2027."
    ),
    "exemption_over": lambda: _("The exemption ended on %(text)s. Take the remark out."),
    "exempt_twice": lambda: _("Exempt for good and for a time cannot both be. Leave one."),
    "official_in_register": lambda: _(
        "On probation in the list, official since %(text)s on record. Put the list right."
    ),
    "cell_missing": lambda: _("Of which cell? Choose one, or add a column “Chi bộ”."),
    "cell_unknown": lambda: _(
        "There is no cell “%(text)s” that you keep. Write its name as it is on record, or its code."
    ),
    "cell_ambiguous": lambda: _("Several cells are called “%(text)s”: write the code, %(codes)s."),
    "moved_later": lambda: _(
        "Came to %(text)s on that day or later. Enter the move on the member's page."
    ),
    "same_name": lambda: _(
        "Row %(other_row)s has the same name, %(name)s. Write birth dates or card numbers to tell them"
        " apart."
    ),
    "person_twice": lambda: _("The same person stands on row %(other_row)s. Delete one row."),
    "several_in_register": lambda: _(
        "The cell has several called %(name)s. Write the birth date or the card number."
    ),
    "namesake": lambda: _(
        "The cell has someone of this name, born %(born)s. This one is entered as another person."
    ),
    "maybe_moved": lambda: _(
        "Cell %(cell)s has someone of this name and birth date. If it is the same person, enter the"
        " move there instead."
    ),
}

_UNITS: Sentences = {
    "unit_name_missing": lambda: _("There is no name. Write it, or delete the row."),
    "too_long": lambda: _("“%(text)s…” is too long for a name."),
    "code_unreadable": lambda: _(
        "“%(text)s” cannot be a code: letters, figures and dots, no blanks."
    ),
    "code_made": lambda: _("No code; it gets %(made)s."),
    "kind_unknown": lambda: _(
        "What kind of unit is “%(text)s”? Write for example: chi bộ thôn, bản; chi bộ cơ quan."
    ),
    "kind_from_name": lambda: _("The kind was read from the name."),
    "kind_of_another_nature": lambda: _(
        "A cell cannot become a committee, nor the reverse. Found a new unit by a decision."
    ),
    "founded_missing": lambda: _("No day of founding; %(text)s is entered."),
    "founded_not_exact": lambda: _("Founded in %(text)s: its first day is entered."),
    "founded_later": lambda: _("On record it exists since %(text)s already. Put the day right."),
    "unit_on_top": lambda: _("No unit above: it stands at the top."),
    "unit_twice": lambda: _("The same unit stands on row %(other_row)s. Delete one row."),
    "unit_ended": lambda: _(
        "Unit %(text)s has ended. A code is never given twice: choose another."
    ),
    "unit_out_of_reach": lambda: _("You do not keep unit %(text)s. Ask the office that does."),
    "changed_later": lambda: _("Its name or place was changed on %(text)s. Choose a later day."),
    "parent_missing": lambda: _("Under which unit? Choose one, or add a column “Đơn vị cấp trên”."),
    "parent_unknown": lambda: _("There is no unit “%(text)s”. Write its name or code as it is."),
    "parent_ambiguous": lambda: _(
        "Several units are called “%(text)s”: write the code, %(codes)s."
    ),
    "parent_is_cell": lambda: _("%(text)s is a cell; no unit stands under a cell."),
    "parent_circle": lambda: _("It would stand below itself. Put the unit above right."),
    "parent_out_of_reach": lambda: _("You do not keep unit %(text)s. Ask the office that does."),
}

REMARKS: Sentences = {**_DATES, **_MEMBERS, **_UNITS}
