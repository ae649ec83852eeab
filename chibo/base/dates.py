"""Dates as registers hold them: a day, a month or only a year; and reading them from text."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from chibo.base.text import fold

# A register of living members names no day before this, and no plan one after it.
FIRST_YEAR, LAST_YEAR = 1900, 2100

# The day that spreadsheets number 0. Their 1900 counts a 29 February that never was, so this
# is right from 1 March 1900 on.
_DAY_ZERO = date(1899, 12, 30)

Readable = str | int | float | date | datetime


class Reason(StrEnum):
    """Why something cannot be read as a date."""

    NOT_A_DATE = "not_a_date"
    # 31 February, or month 13.
    NO_SUCH_DAY = "no_such_day"
    # 05/9/15 may be 1915 or 2015: never guessed.
    SHORT_YEAR = "short_year"
    # 09/25/1988: the month stands first, so 09/05/1988 in the same list would be misread.
    MONTH_FIRST = "month_first"
    YEAR_OUT_OF_RANGE = "year_out_of_range"


class UnreadableDate(ValueError):
    """Something cannot be read as a date; `text` is what stood there."""

    def __init__(self, text: str, reason: Reason) -> None:
        super().__init__(f"{text!r}: {reason}")
        self.text = text
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or a month when the day is unknown, or a year when the month is too.

    year: 1900..2100. A day without a month is not a date.

    Raises UnreadableDate when there is no such day.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise UnreadableDate(str(self), Reason.YEAR_OUT_OF_RANGE)
        if self.day is not None and self.month is None:
            raise UnreadableDate(str(self), Reason.NOT_A_DATE)
        try:
            self.first_day()
        except ValueError:
            raise UnreadableDate(str(self), Reason.NO_SUCH_DAY) from None

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """Return a known day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, text: str) -> "PartialDate":
        """Read what `str` wrote: "1988-09-05", "1988-09" or "1988".

        Raises UnreadableDate on anything else.
        """
        found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
        if found is None:
            raise UnreadableDate(text, Reason.NOT_A_DATE)
        year, month, day = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def is_exact(self) -> bool:
        """Say whether the day is known."""
        return self.day is not None

    def first_day(self) -> date:
        """Return the first day it may be."""
        return date(
            self.year,
            1 if self.month is None else self.month,
            1 if self.day is None else self.day,
        )

    def display(self) -> str:
        """Return it as people write it: 05/09/1988, 09/1988 or 1988."""
        parts = [f"{self.year:04}"]
        if self.month is not None:
            parts.insert(0, f"{self.month:02}")
        if self.day is not None:
            parts.insert(0, f"{self.day:02}")
        return "/".join(parts)

    def agrees_with(self, other: "PartialDate") -> bool:
        """Say whether both may be the same day: 09/1988 agrees with 05/09/1988."""
        pairs = zip(self.order(), other.order(), strict=True)
        return all(mine == theirs or 0 in (mine, theirs) for mine, theirs in pairs)

    def order(self) -> tuple[int, int, int]:
        """Return what sorts it: what is less known stands first."""
        return self.year, self.month or 0, self.day or 0

    def __lt__(self, other: "PartialDate") -> bool:
        return self.order() < other.order()

    def __le__(self, other: "PartialDate") -> bool:
        return self.order() <= other.order()

    def __gt__(self, other: "PartialDate") -> bool:
        return self.order() > other.order()

    def __ge__(self, other: "PartialDate") -> bool:
        return self.order() >= other.order()

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text


_SEPARATOR = r"\s*[./\-,\\]+\s*|\s+"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:{_SEPARATOR})(\d{{1,2}})(?:{_SEPARATOR})(\d{{4}})")
_DAY_FIRST_SHORT = re.compile(r"(\d{1,2})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{1,3})")
_YEAR_FIRST = re.compile(r"(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[./\-]\s*(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{2})")
_IN_WORDS = re.compile(
    r"(?:(?:ngay\s*)?(\d{1,2})\s*[,/\-]?\s*)?(?:thang|thg|th)\.?\s*(\d{1,2})\s*[,/\-.]?"
    r"\s*(?:nam\s*)?(\d{4})"
)
_NUMBER = re.compile(r"\d+(?:[.,]0+)?")
# What may stand before a date in its cell, and after it.
_BEFORE = re.compile(r"^(?:'|(?:sinh|sn|ngay|nam)\b\.?\s*:?\s*(?=[\dtn])|t(?=\d))+")
_CLOCK = re.compile(r"[\st]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm|z)?$")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def read_date(value: Readable) -> PartialDate:
    """Read a date as it occurs in a spreadsheet's cell, day before month.

    Text: 05/9/1988, 5.9.1988, 05-09-1988, "ngày 05 tháng 9 năm 1988", 1988-09-05, 9/1988,
    "tháng 9 năm 1988", 1988; a clock time after it is left out; 00/09/1988 has no known day.
    Numbers: a year (1900..2100), a spreadsheet's day number, 5091988 that lost its zero, and
    9.1988 that a spreadsheet took for a decimal number.

    Raises UnreadableDate.
    """
    if isinstance(value, datetime):
        return PartialDate.of(value.date())
    if isinstance(value, date):
        return PartialDate.of(value)
    if isinstance(value, str):
        return _read_text(value)
    return _read_number(value, str(value))


def read_dates(value: Readable) -> tuple[PartialDate, ...]:
    """Read the dates of a cell that may hold several, in their order.

    Words around them are let go ("vào Đảng 03/02/2010, chính thức 03/02/2011"); figures that
    belong to no date are not.

    Raises UnreadableDate.
    """
    try:
        return (read_date(value),)
    except UnreadableDate as error:
        if not isinstance(value, str) or error.reason is not Reason.NOT_A_DATE:
            raise
    text = _plain(value)
    for pattern in (_IN_WORDS, _DAY_FIRST, _YEAR_FIRST, _MONTH_YEAR, re.compile(r"\d{4}")):
        found = [match.group() for match in pattern.finditer(text)]
        rest = pattern.sub(" ", text)
        if found and not re.search(r"\d", rest):
            return tuple(_read_text(piece) for piece in found)
    raise UnreadableDate(value, Reason.NOT_A_DATE)


def _plain(text: str) -> str:
    return fold(unicodedata.normalize("NFKC", text).translate(_DASHES)).strip(" .;,:()")


def _read_text(text: str) -> PartialDate:
    usual = _DAY_FIRST.fullmatch(text) if text.isascii() else None
    if usual is not None:
        return _day_first(usual, text)
    plain = _CLOCK.sub("", _plain(text))
    plain = _BEFORE.sub("", plain).strip(" .;,:")
    for pattern, read in _SHAPES:
        found = pattern.fullmatch(plain)
        if found is not None:
            return read(found, text)
    if _NUMBER.fullmatch(plain):
        return _read_number(float(plain.replace(",", ".")), text)
    raise UnreadableDate(text, Reason.NOT_A_DATE)


def _read_number(number: float, text: str) -> PartialDate:
    if not 0 < number < 100_000_000:  # nor what is no number at all
        raise UnreadableDate(text, Reason.NOT_A_DATE)
    if 1 <= number < 13 and number != int(number):
        # "9.1988" and "10.1980" (kept as 10.198) typed where a dot makes decimals.
        month, year = f"{number:.4f}".split(".")
        return _date(text, int(year), int(month), None)
    whole = int(number)
    if FIRST_YEAR <= whole <= LAST_YEAR:
        return PartialDate(whole)
    if LAST_YEAR < whole <= (date(LAST_YEAR, 12, 31) - _DAY_ZERO).days:
        return PartialDate.of(_DAY_ZERO + timedelta(days=whole))
    digits = str(whole).zfill(8)
    if whole > 1_000_000 and len(digits) == 8:
        if FIRST_YEAR <= int(digits[4:]) <= LAST_YEAR:
            return _date(text, int(digits[4:]), int(digits[2:4]), int(digits[:2]))
        if FIRST_YEAR <= int(digits[:4]) <= LAST_YEAR:
            return _date(text, int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    raise UnreadableDate(text, Reason.NOT_A_DATE)


def _date(text: str, year: int, month: int, day: int | None) -> PartialDate:
    """Make a date; a zero month or day is one that nobody knew."""
    if month > 12 and day is not None and 1 <= day <= 12:
        raise UnreadableDate(text, Reason.MONTH_FIRST)
    try:
        return PartialDate(year, month or None, day or None)
    except UnreadableDate as error:
        raise UnreadableDate(text, error.reason) from None


def _day_first(found: re.Match[str], text: str) -> PartialDate:
    day, month, year = (int(part) for part in found.groups())
    return _date(text, year, month, day)


def _year_first(found: re.Match[str], text: str) -> PartialDate:
    year, month, day = (int(part) for part in found.groups())
    if month > 12:
        raise UnreadableDate(text, Reason.NO_SUCH_DAY)
    return _date(text, year, month, day)


def _month_year(found: re.Match[str], text: str) -> PartialDate:
    month, year = (int(part) for part in found.groups())
    return _date(text, year, month, None)


def _year_month(found: re.Match[str], text: str) -> PartialDate:
    year, month = (int(part) for part in found.groups())
    return _date(text, year, month, None)


def _in_words(found: re.Match[str], text: str) -> PartialDate:
    day, month, year = found.groups()
    return _date(text, int(year), int(month), int(day) if day else None)


def _short_year(found: re.Match[str], text: str) -> PartialDate:
    raise UnreadableDate(text, Reason.SHORT_YEAR)


_SHAPES: list[tuple[re.Pattern[str], Callable[[re.Match[str], str], PartialDate]]] = [
    (_DAY_FIRST, _day_first),
    (_YEAR_FIRST, _year_first),
    (_MONTH_YEAR, _month_year),
    (_YEAR_MONTH, _year_month),
    (_IN_WORDS, _in_words),
    (_DAY_FIRST_SHORT, _short_year),
]
