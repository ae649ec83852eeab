"""Reports of units, signed through the action."""

from datetime import UTC, date, datetime

from chibo.base.time import local_day
from chibo.quality.rules.spans import Span
from chibo.reports.actions.signing import seen, sign_report
from chibo.reports.models import Report
from chibo.reports.queries.reports import report_of
from chibo.reports.queries.standing import standing_of, texts_of
from chibo.units.models import Unit

Q2 = Span(date(2026, 4, 1), 3)
AT = datetime(2026, 7, 10, 2, 0, tzinfo=UTC)


def signed(unit: Unit, span: Span = Q2, *, at: datetime = AT, by: str = "vanphong") -> Report:
    """Return a report of a unit, signed by somebody who looked at it."""
    standing = standing_of(unit, span, local_day(at), texts_of(report_of(unit, span)))
    return sign_report(
        unit=unit,
        span=span,
        looked_at=seen(standing),
        signer="Lò Văn Dũng",
        signer_title="T/M BAN THƯỜNG VỤ, BÍ THƯ",
        symbol="BC/ĐU",
        by=by,
        at=at,
    )
