"""Turns of phrase that every paper uses: days, hours, people, shares."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from num2words import num2words

from chibo.base.time import LOCAL

# A space that does not break a line: "Số" must not part from its number.
NBSP = "\u00a0"

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_ADDRESSED = ("đồng chí ", "đ/c ", "ông ", "bà ", "anh ", "chị ", "bác ")
_STOPS = (".", "!", "?", "…", ":", ";")


def full_date(day: date) -> str:
    """Return "ngày 03 tháng 12 năm 2026": a zero before days below 10, and months 1 and 2.

    Three and up take no zero in a month: 3 cannot be made into 13.
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date | None) -> str:
    """Return "15/12/2026", for tables; empty for no day."""
    return f"{day:%d/%m/}{day.year}" if day else ""


def weekday(day: date) -> str:
    """Return "thứ Năm"."""
    return _WEEKDAYS[day.weekday()]


def clock(moment: datetime) -> str:
    """Return "19 giờ 30 phút", in Vietnam's time."""
    local = moment.astimezone(LOCAL)
    return f"{local:%H} giờ {local:%M} phút"


def clock_and_date(moment: datetime) -> str:
    """Return "19 giờ 30 phút ngày 03 tháng 12 năm 2026", in Vietnam's time."""
    return f"{clock(moment)} {full_date(moment.astimezone(LOCAL).date())}"


def closing(opened_at: datetime, closed_at: datetime) -> str:
    """Return "21 giờ 10 phút cùng ngày", with the date instead if the day has changed."""
    if closed_at.astimezone(LOCAL).date() == opened_at.astimezone(LOCAL).date():
        return f"{clock(closed_at)} cùng ngày"
    return clock_and_date(closed_at)


def comrade(name: str, title: str = "") -> str:
    """Return "đồng chí Hà Văn Thuấn, bí thư"; a name that says ông or bà keeps it."""
    addressed = name if name.lower().startswith(_ADDRESSED) else f"đồng chí {name}"
    return f"{addressed}, {title}" if title else addressed


def capital(text: str) -> str:
    """Return text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Return text with its first letter small, to stand inside a sentence."""
    return text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Return text beginning with a capital and closed by a stop."""
    text = text.rstrip()
    return capital(text if text.endswith(_STOPS) else f"{text}.")


def without_stop(text: str) -> str:
    """Return text without a closing stop, so that a sentence can go on after it."""
    return text.rstrip(" .;,")


def paragraphs(label: str, text: str) -> tuple[str, ...]:
    """Return the lines of a text as sentences, the first after a label; none if it is empty."""
    first, *rest = text.split("\n")
    if not first:
        return ()
    return (sentence(f"{label}{first}"), *map(sentence, rest))


def listed(parts: Iterable[str]) -> str:
    """Return parts joined by semicolons."""
    return "; ".join(parts)


def share(part: int, whole: int) -> str:
    """Return a share as "87,0%"; without decimals only where that is exact ("100%").

    whole: above 0. A half of a tenth is rounded up, as by hand.
    """
    exact = Fraction(100 * part, whole)
    if exact.denominator == 1:
        return f"{exact.numerator}%"
    rounded = (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded}%".replace(".", ",")


def points(number: Decimal) -> str:
    """Return points as "92,5"; whole ones without decimals."""
    return f"{number.normalize():f}".replace(".", ",")


def in_words(number: int) -> str:
    """Return a count below 1000 in words: 21 is "hai mươi mốt"; larger ones stay figures.

    Above that num2words leaves out "không trăm", which no one says.
    """
    return str(num2words(number, lang="vi")) if 0 <= number < 1000 else str(number)


def roman(number: int) -> str:
    """Return the Roman number of a heading, from 1 to 10; figures beyond."""
    return _ROMAN[number - 1] if number <= len(_ROMAN) else str(number)


def numbered(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts numbered "1. ", "2. " and so on."""
    return tuple(f"{number}. {text}" for number, text in enumerate(texts, start=1))
