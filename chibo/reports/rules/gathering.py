"""Words gathered from rows: why meetings were not held, and of which cells."""

from collections.abc import Iterable
from datetime import date

from chibo.documents.wording.phrases import small, without_stop
from chibo.reports.rules.columns import Row

# Names of more cells than this are for the annex.
MOST_NAMES = 12
# A reason that so few give stands as it is; beyond this many kinds the rest is counted together.
_MOST_REASONS = 5
_UNKNOWN = "chưa ghi lý do"
_WAITING = "đã họp, biên bản đang hoàn thiện"
_CELL = "Chi bộ "


def reasons(rows: Iterable[Row]) -> str:
    """Return why, counted: "3 do sạt lở đường, 2 do khuyết bí thư"; "" for no row.

    Equal reasons are one, whatever the case of their letters; the most frequent comes first. What
    was held and is not in the book yet says so in place of a reason.
    """
    counted: dict[str, tuple[str, int]] = {}
    waiting = 0
    for row in rows:
        if row["waits"]:
            waiting += 1
            continue
        words = small(without_stop(" ".join(str(row["reason"] or "").split())))
        first, number = counted.get(words.casefold(), (words, 0))
        counted[words.casefold()] = (first, number + 1)
    unknown = counted.pop("", ("", 0))[1]
    ordered = sorted(counted.values(), key=lambda one: -one[1])
    if len(ordered) == 1 and not unknown and not waiting:
        return _because(ordered[0][0])
    parts = [f"{number} {_because(words)}" for words, number in ordered[:_MOST_REASONS]]
    others = sum(number for _words, number in ordered[_MOST_REASONS:])
    if others:
        parts.append(f"{others} do lý do khác")
    if waiting:
        parts.append(f"{waiting} {_WAITING}" if parts or unknown else _WAITING)
    if unknown:
        # Nothing is gained by saying of all of them that nobody wrote why.
        parts.append(f"{unknown} {_UNKNOWN}" if parts else _UNKNOWN)
    return ", ".join(parts)


def unmet(rows: Iterable[Row]) -> str:
    """Return which cells did not meet, and when: "bản Máy (tháng 7, tháng 8)"; "" for too many.

    In the order of the rows, which is that of the tree; nothing is ranked.
    """
    months: dict[object, tuple[str, list[str]]] = {}
    for row in rows:
        month = row["month"]
        name = called(str(row["name"]))
        _name, found = months.setdefault(row["cell"], (name, []))
        if isinstance(month, date):
            found.append(str(month.month))
    if len(months) > MOST_NAMES:
        return ""
    return "; ".join(f"{name} (tháng {', '.join(found)})" for name, found in months.values())


def called(name: str) -> str:
    """Return what a cell is called in a list of cells: "bản Máy"."""
    return name.removeprefix(_CELL)


def _because(words: str) -> str:
    return words if words.startswith(("do ", "vì ")) else f"do {words}"
