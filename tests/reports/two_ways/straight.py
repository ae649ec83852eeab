"""Every report line once more, in straight SQL over the rows people wrote.

It knows no monthly facts, no sealed texts and no rule of ours: only who was where on a day, what
was marked on a roll, said, voted, given and done. Two ways to one figure that share no code.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection

from chibo.base.time import next_month
from chibo.quality.rules.spans import Span
from chibo.units.models import Unit

Pair = tuple[int, int | None]

_SQLITE = {
    "DAY({})": "date({}, '+7 hours')",
    "MINUTES": "ROUND((julianday(h.ended_at) - julianday(h.opened_at)) * 1440)",
    "RESOLUTION_OF_ITEM": "REPLACE(i.origin_key, '-', '') = 'resolution:' || r.id",
    "MONTH_OF_TOLD": "date(p.told_day, 'start of month')",
    "A_DATE": "%s",
}
_POSTGRESQL = {
    "DAY({})": "CAST({} AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date)",
    "MINUTES": "ROUND(EXTRACT(EPOCH FROM h.ended_at - h.opened_at) / 60)",
    "RESOLUTION_OF_ITEM": "i.origin_key = 'resolution:' || CAST(r.id AS text)",
    "MONTH_OF_TOLD": "CAST(date_trunc('month', p.told_day) AS date)",
    "A_DATE": "CAST(%s AS date)",
}

# Meetings of the span with their local day; those in the book by the day; those of the unit.
_WORLD = """
WITH span(month, after, last) AS (VALUES SPAN_ROWS),
asked(unit, as_of, first_day, last_day, before) AS (VALUES ASKED_ROW),
regular AS MATERIALIZED (
  SELECT m.*, {starts} AS day FROM meetings_meeting m JOIN span s ON s.month = m.month
  WHERE m.kind = 'regular'
),
-- On which day a month counts: of the meeting that was not called off, else of the last one.
counted AS MATERIALIZED (
  SELECT cell_id, month,
    COALESCE(MAX(CASE WHEN state <> 'cancelled' THEN day END), MAX(day)) AS day
  FROM regular GROUP BY cell_id, month
),
in_book AS MATERIALIZED (
  SELECT g.*, {sealed} AS sealed_on, b.sealed_at FROM regular g
  JOIN book_sealedrecord b ON b.meeting_id = g.id AND b.kind = 'meeting'
),
held AS MATERIALIZED (
  SELECT h.* FROM in_book h JOIN asked q ON h.sealed_on <= q.as_of
  JOIN units_ancestry a ON a.unit_id = h.cell_id AND a.ancestor_id = q.unit
    AND a.since <= h.day AND (a.until IS NULL OR a.until > h.day)
),
began AS MATERIALIZED (
  SELECT MIN(m.month) AS month FROM meetings_meeting m
  JOIN book_sealedrecord b ON b.meeting_id = m.id AND b.kind = 'meeting'
  WHERE m.kind <> 'committee'
),
months AS MATERIALIZED (
  SELECT u.id AS cell_id, s.month, COALESCE(c.day, s.last) AS day,
    (u.since <= s.month AND (u.until IS NULL OR u.until >= s.after)
      AND s.after <= q.as_of AND s.month >= (SELECT month FROM began)) AS is_over
  FROM units_unit u JOIN units_unitkind k ON k.code = u.kind_id AND k.is_cell
  CROSS JOIN span s CROSS JOIN asked q
  LEFT JOIN counted c ON c.cell_id = u.id AND c.month = s.month
),
here AS MATERIALIZED (
  SELECT m.* FROM months m CROSS JOIN asked q
  JOIN units_ancestry a ON a.unit_id = m.cell_id AND a.ancestor_id = q.unit
    AND a.since <= m.day AND (a.until IS NULL OR a.until > m.day)
),
due AS MATERIALIZED (
  SELECT cell_id, month FROM here WHERE is_over
  UNION SELECT cell_id, month FROM held
),
cells AS MATERIALIZED (
  SELECT u.* FROM units_unit u JOIN units_unitkind k ON k.code = u.kind_id AND k.is_cell
  CROSS JOIN asked q
  JOIN units_ancestry a ON a.unit_id = u.id AND a.ancestor_id = q.unit
    AND a.since <= q.last_day AND (a.until IS NULL OR a.until > q.last_day)
),
own AS MATERIALIZED (
  SELECT p.id, p.official, s.cell_id FROM people_membership s JOIN people_person p
    ON p.id = s.person_id CROSS JOIN asked q
  WHERE s.kind = 'official' AND s.since <= q.last_day AND (s.until IS NULL OR s.until > q.last_day)
    AND s.cell_id IN (SELECT id FROM cells)
),
-- Who had to come to each meeting, and what the roll says of him.
called AS MATERIALIZED (
  SELECT h.id AS meeting_id, s.person_id, r.mark,
    EXISTS (SELECT 1 FROM people_standing t WHERE t.person_id = s.person_id
      AND t.kind IN ('suspended', 'detained')
      AND t.since <= h.day AND (t.until IS NULL OR t.until > h.day)) AS is_barred,
    EXISTS (SELECT 1 FROM people_membership e WHERE e.person_id = s.person_id
      AND e.kind = 'temporary'
      AND e.since <= h.day AND (e.until IS NULL OR e.until > h.day)) AS is_elsewhere,
    EXISTS (SELECT 1 FROM people_standing t WHERE t.person_id = s.person_id
      AND t.kind IN ('exempt', 'temporarily_exempt')
      AND t.since <= h.day AND (t.until IS NULL OR t.until > h.day)) AS is_exempt
  FROM held h JOIN people_membership s ON s.cell_id = h.cell_id AND s.kind = 'official'
    AND s.since <= h.day AND (s.until IS NULL OR s.until > h.day)
  LEFT JOIN meetings_rollmark r ON r.meeting_id = h.id AND r.person_id = s.person_id
),
base AS MATERIALIZED (
  SELECT * FROM called WHERE NOT is_barred AND NOT is_elsewhere
    AND (NOT is_exempt OR mark = 'present')
),
-- The grade that holds: of the committee above, else of who sat in, else the cell's own.
graded AS MATERIALIZED (
  SELECT h.id, COALESCE(
    (SELECT s.grade FROM quality_assessment s
     WHERE s.meeting_id = h.id AND s.kind = 'superior' AND s.replaced_at IS NULL),
    (SELECT s.grade FROM quality_assessment s
     WHERE s.meeting_id = h.id AND s.kind = 'attending' AND s.replaced_at IS NULL),
    (SELECT s.grade FROM quality_assessment s
     WHERE s.meeting_id = h.id AND s.kind = 'self' AND s.replaced_at IS NULL), '') AS grade
  FROM held h
),
reviewed AS MATERIALIZED (
  SELECT t.*, h.sealed_on FROM held h
  JOIN meetings_agendaitem i ON i.meeting_id = h.id AND i.origin_key LIKE 'resolution:%%'
    AND i.state = 'planned'
  JOIN resolutions_resolution r ON RESOLUTION_OF_ITEM
  JOIN resolutions_task t ON t.meeting_id = r.meeting_id
  -- Its day as it was then: more time given since does not count.
  WHERE h.day >= COALESCE((SELECT e.before FROM resolutions_extension e
    WHERE e.task_id = t.id AND e.given_at > h.sealed_at ORDER BY e.given_at LIMIT 1), t.due_on)
),
told AS MATERIALIZED (
  SELECT p.cell_id, s.month FROM supervision_plannedvisit p
  LEFT JOIN meetings_meeting m ON m.id = p.meeting_id
  JOIN span s ON s.month = COALESCE(m.month, MONTH_OF_TOLD)
  WHERE p.told_day IS NOT NULL AND p.cancelled_at IS NULL
),
slips AS MATERIALIZED (
  SELECT v.* FROM supervision_visit v CROSS JOIN asked q
  JOIN span s ON s.month = v.month
  JOIN units_ancestry a ON a.unit_id = v.cell_id AND a.ancestor_id = q.unit
    AND a.since <= v.day AND (a.until IS NULL OR a.until > v.day)
  WHERE {received} <= q.as_of
)
"""

_HELD = "(SELECT COUNT(*) FROM held)"
_DUE = "(SELECT COUNT(*) FROM due)"
_CELLS = "(SELECT COUNT(*) FROM cells)"
_BASE = "(SELECT COUNT(*) FROM base)"
_NONE = "NULL"


def _standing(kinds: str) -> str:
    return f"""(SELECT COUNT(*) FROM own o WHERE EXISTS (
      SELECT 1 FROM people_standing t CROSS JOIN asked q WHERE t.person_id = o.id
        AND t.kind IN ({kinds}) AND t.since <= q.last_day
        AND (t.until IS NULL OR t.until > q.last_day)))"""


def _event(kind: str) -> str:
    return f"""(SELECT COUNT(DISTINCT e.unit_id) FROM units_unitevent e
      JOIN units_decision d ON d.id = e.decision_id AND d.undone_at IS NULL
      JOIN units_unit u ON u.id = e.unit_id
      JOIN units_unitkind k ON k.code = u.kind_id AND k.is_cell CROSS JOIN asked q
      WHERE e.kind = '{kind}' AND d.effective_on >= q.first_day AND d.effective_on <= q.last_day
        AND EXISTS (SELECT 1 FROM units_ancestry a WHERE a.unit_id = e.unit_id
          AND a.ancestor_id = q.unit AND a.since <= d.effective_on
          AND (a.until IS NULL OR a.until >= d.effective_on)))"""


def _graded(grade: str) -> str:
    return f"(SELECT COUNT(*) FROM graded WHERE grade = '{grade}')"


# An official member has a day, a month or a year since which he is one.
_OFFICIAL = """(SELECT COUNT(*) FROM own CROSS JOIN asked q WHERE official <> ''
  AND SUBSTR(official || '-01-01', 1, 10) <= CAST(q.last_day AS text))"""

LINES: Mapping[str, tuple[str, str]] = {
    "organisations": (
        """(SELECT COUNT(*) FROM units_unit u JOIN units_unitkind k ON k.code = u.kind_id
          AND k.is_grassroots AND NOT k.is_cell CROSS JOIN asked q
          JOIN units_ancestry a ON a.unit_id = u.id AND a.ancestor_id = q.unit
            AND a.since <= q.last_day AND (a.until IS NULL OR a.until > q.last_day))""",
        _NONE,
    ),
    "cells": (_CELLS, _NONE),
    "village_cells": (
        """(SELECT COUNT(*) FROM cells c JOIN units_unitkind k ON k.code = c.kind_id
          WHERE k.is_village_cell)""",
        _NONE,
    ),
    "small_cells": (
        """(SELECT COUNT(*) FROM cells c CROSS JOIN asked q WHERE (
          SELECT COUNT(*) FROM own o WHERE o.cell_id = c.id AND o.official <> ''
            AND SUBSTR(o.official || '-01-01', 1, 10) <= CAST(q.last_day AS text)) < 3)""",
        _NONE,
    ),
    "members": ("(SELECT COUNT(*) FROM own)", _NONE),
    "official_members": (_OFFICIAL, _NONE),
    "probationary_members": (f"(SELECT COUNT(*) FROM own) - {_OFFICIAL}", _NONE),
    "exempt_members": (_standing("'exempt', 'temporarily_exempt'"), _NONE),
    "members_elsewhere": (
        """(SELECT COUNT(*) FROM own o WHERE EXISTS (
          SELECT 1 FROM people_membership e CROSS JOIN asked q WHERE e.person_id = o.id
            AND e.kind = 'temporary' AND e.since <= q.last_day
            AND (e.until IS NULL OR e.until > q.last_day)))""",
        _NONE,
    ),
    "members_before": (
        """(SELECT COUNT(*) FROM people_membership s CROSS JOIN asked q
          WHERE s.kind = 'official' AND s.cell_id IN (SELECT id FROM cells)
            AND s.since <= q.before AND (s.until IS NULL OR s.until > q.before))""",
        _NONE,
    ),
    "cells_founded": (_event("found"), _NONE),
    "cells_merged": (_event("merge"), _NONE),
    "cells_split": (_event("split"), _NONE),
    "cells_dissolved": (_event("dissolve"), _NONE),
    "cells_moved": (_event("move"), _NONE),
    "held": (_HELD, _DUE),
    "cells_always_met": (
        """(SELECT COUNT(*) FROM cells c WHERE
          EXISTS (SELECT 1 FROM due d WHERE d.cell_id = c.id) AND NOT EXISTS (
            SELECT 1 FROM due d WHERE d.cell_id = c.id AND NOT EXISTS (
              SELECT 1 FROM held h WHERE h.cell_id = d.cell_id AND h.month = d.month)))""",
        """(SELECT COUNT(*) FROM cells c
          WHERE EXISTS (SELECT 1 FROM due d WHERE d.cell_id = c.id))""",
    ),
    "on_time": ("(SELECT COUNT(*) FROM held WHERE day = planned_on)", _HELD),
    "moved": ("(SELECT COUNT(*) FROM held WHERE day <> planned_on)", _NONE),
    "not_held": (f"{_DUE} - {_HELD}", _NONE),
    "waiting": (
        """(SELECT COUNT(*) FROM regular g CROSS JOIN asked q
          JOIN here e ON e.cell_id = g.cell_id AND e.month = g.month
          WHERE g.state IN ('held', 'closed', 'sealed') AND g.day <= q.as_of
            AND NOT EXISTS (SELECT 1 FROM held h WHERE h.id = g.id))""",
        _NONE,
    ),
    "thematic_cells": (
        """(SELECT COUNT(*) FROM cells c WHERE EXISTS (
          SELECT 1 FROM meetings_meeting m JOIN span s ON s.month = m.month
          JOIN book_sealedrecord b ON b.meeting_id = m.id AND b.kind = 'meeting'
          JOIN here e ON e.cell_id = m.cell_id AND e.month = m.month
          WHERE m.cell_id = c.id AND m.kind = 'thematic'))""",
        _CELLS,
    ),
    "attendance": ("(SELECT COUNT(*) FROM base WHERE mark = 'present')", _BASE),
    "unexcused": ("(SELECT COUNT(*) FROM base WHERE mark = 'unexcused')", _BASE),
    "excused": ("(SELECT COUNT(*) FROM base WHERE mark = 'excused')", _BASE),
    "speakers": (
        """(SELECT COUNT(*) FROM (SELECT DISTINCT i.meeting_id, s.person_id FROM meetings_speech s
          JOIN meetings_agendaitem i ON i.id = s.item_id JOIN held h ON h.id = i.meeting_id
          WHERE s.person_id IS NOT NULL) AS spoke)""",
        "(SELECT COUNT(*) FROM base WHERE mark = 'present')",
    ),
    "mean_length": ("(SELECT SUM(MINUTES) FROM held h)", _HELD),
    "long_enough": ("(SELECT COUNT(*) FROM held h WHERE MINUTES >= 90)", _HELD),
    "good": (_graded("Tốt"), _HELD),
    "fair": (_graded("Khá"), _HELD),
    "average": (_graded("Trung bình"), _HELD),
    "poor": (_graded("Kém"), _HELD),
    "ungraded": (_graded(""), _HELD),
    "visited_cells": (
        """(SELECT COUNT(*) FROM cells c WHERE EXISTS (
          SELECT 1 FROM supervision_visit v JOIN span s ON s.month = v.month
          JOIN here e ON e.cell_id = v.cell_id AND e.month = v.month WHERE v.cell_id = c.id))""",
        _CELLS,
    ),
    "visits": ("(SELECT COUNT(*) FROM slips)", _NONE),
    "visits_done": (
        """(SELECT SUM(CASE WHEN came < planned THEN came ELSE planned END) FROM (
          SELECT COUNT(*) AS planned, (SELECT COUNT(*) FROM supervision_visit v
            WHERE v.cell_id = t.cell_id AND v.month = t.month) AS came
          FROM told t JOIN here e ON e.cell_id = t.cell_id AND e.month = t.month
          GROUP BY t.cell_id, t.month) AS months)""",
        """(SELECT COUNT(*) FROM told t
          JOIN here e ON e.cell_id = t.cell_id AND e.month = t.month)""",
    ),
    "book_seen": (
        "(SELECT COUNT(*) FROM slips WHERE minutes_book_seen)",
        "(SELECT COUNT(*) FROM slips WHERE minutes_book_seen IS NOT NULL)",
    ),
    "proposals_passed_up": (
        """(SELECT COUNT(*) FROM supervision_passedup p JOIN slips s ON s.id = p.visit_id
          CROSS JOIN asked q WHERE p.answered_on <= q.as_of)""",
        "(SELECT COUNT(*) FROM supervision_passedup p JOIN slips s ON s.id = p.visit_id)",
    ),
    "resolutions": (
        """(SELECT COUNT(*) FROM resolutions_resolution r JOIN held h ON h.id = r.meeting_id
          JOIN meetings_vote v ON v.id = r.vote_id WHERE v.in_favour >= v.needed)""",
        _NONE,
    ),
    "tasks_given": (
        "(SELECT COUNT(*) FROM resolutions_task t JOIN held h ON h.id = t.meeting_id)",
        _NONE,
    ),
    "tasks_done": (
        "(SELECT COUNT(*) FROM reviewed WHERE done_on <= sealed_on)",
        "(SELECT COUNT(*) FROM reviewed)",
    ),
    "proposals_raised": (
        """(SELECT COUNT(*) FROM meetings_proposal p JOIN meetings_speech s ON s.id = p.speech_id
          JOIN meetings_agendaitem i ON i.id = s.item_id JOIN held h ON h.id = i.meeting_id)""",
        _NONE,
    ),
    "sealed_on_time": (
        "(SELECT COUNT(*) FROM held WHERE JULIAN_SEALED <= JULIAN_DAY + 2)",
        _HELD,
    ),
    "typed_on_behalf": (
        """(SELECT COUNT(*) FROM held h WHERE EXISTS (
          SELECT 1 FROM meetings_entrustment e WHERE e.meeting_id = h.id
            AND e.approved_by_id IS NOT NULL))""",
        _HELD,
    ),
}


def straight(unit: Unit, span: Span, as_of: date) -> dict[str, Pair]:
    """Return each figure of a unit and a span, by the key of its line."""
    parts = [f"{over}, {under}" for over, under in LINES.values()]
    sql, values = _world(unit, span, as_of)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} SELECT {', '.join(map(_vendors, parts))}", values)
        row = cursor.fetchone()
    return {
        key: (_whole(row[2 * place]) or 0, _whole(row[2 * place + 1]))
        for place, key in enumerate(LINES)
    }


def _world(unit: Unit, span: Span, as_of: date) -> tuple[str, list[Any]]:
    months = span.months
    last_day = min(span.last_day, as_of)
    a_date = _words()["A_DATE"]
    sql = _vendors(
        _WORLD.format(
            starts=_day("m.starts_at"), sealed=_day("b.sealed_at"), received=_day("v.received_at")
        )
    )
    sql = sql.replace("SPAN_ROWS", ", ".join([f"({a_date}, {a_date}, {a_date})"] * len(months)))
    sql = sql.replace("ASKED_ROW", f"(%s, {a_date}, {a_date}, {a_date}, {a_date})")
    values: list[Any] = []
    for month in months:
        after = next_month(month)
        values += [month, after, min(after - timedelta(days=1), max(as_of, month))]
    values += [unit.pk, as_of, span.first, last_day, span.first - timedelta(days=1)]
    return sql, [value.isoformat() if isinstance(value, date) else value for value in values]


def _words() -> Mapping[str, str]:
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE


def _day(column: str) -> str:
    return _words()["DAY({})"].format(column)


def _vendors(sql: str) -> str:
    sealed, held = ("sealed_on", "day")
    if connection.vendor != "postgresql":
        sealed, held = ("julianday(sealed_on)", "julianday(day)")
    sql = sql.replace("JULIAN_SEALED", sealed).replace("JULIAN_DAY", held)
    for word in ("MINUTES", "RESOLUTION_OF_ITEM", "MONTH_OF_TOLD"):
        sql = sql.replace(word, _words()[word])
    return sql


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)
