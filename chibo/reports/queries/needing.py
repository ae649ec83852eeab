"""Which cells below a unit need help, by the reasons and limits of the board."""

from datetime import date

from chibo.guidance.queries import limits_for
from chibo.quality.rules.spans import Span
from chibo.reports.queries.board_reading import Reading
from chibo.reports.rules.board_needs import Reason
from chibo.units.models import Unit
from chibo.units.queries import cells_below


def cells_in_need(unit: Unit, span: Span, as_of: date) -> list[tuple[str, list[Reason]]]:
    """Return the cells that need help with their reasons, in the order of the tree.

    Always the same few queries.
    """
    on = min(as_of, span.last_day)
    cells = list(cells_below(unit, on).select_related("kind"))
    read = Reading(cells, span, as_of, limits_for(unit, on))
    found = []
    for cell in cells:
        needs = read.of(cell, [(cell.pk, cell.kind_id)]).needs
        if needs:
            found.append((cell.full_name, [one.reason for one in needs]))
    return found
