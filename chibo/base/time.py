"""Days and months as the readers count them: in Vietnam's time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def local_day(moment: datetime) -> date:
    """Return the day in Vietnam of an aware moment."""
    return moment.astimezone(LOCAL).date()


def local_moment(day: date, clock: time) -> datetime:
    """Return the aware moment, in UTC, of a wall clock's time in Vietnam."""
    return datetime.combine(day, clock, LOCAL).astimezone(UTC)


def month_start(day: date) -> date:
    """Return the first day of the month of a day."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """Return the first day of the month after that of a day."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_bounds(month: date) -> tuple[datetime, datetime]:
    """Return the local midnights that begin a month and the month after it."""
    first = month_start(month)
    return local_moment(first, time()), local_moment(next_month(first), time())


def quarter_of(day: date) -> int:
    """Return the quarter of a day: 1, 2, 3 or 4."""
    return (day.month - 1) // 3 + 1
