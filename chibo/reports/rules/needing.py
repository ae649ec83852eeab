"""Which cells need help, as a paper names them: the board's reasons in a few words."""

from collections.abc import Iterable, Sequence

from chibo.reports.rules.board_needs import Reason
from chibo.reports.rules.gathering import MOST_NAMES, called

# Of the same words in every language, as papers have no other. Which cells did not meet is said
# where meetings are, so that reason is not among these.
_WORDS = {
    Reason.NO_SECRETARY: "khuyết bí thư",
    Reason.FEW: "ít đảng viên chính thức",
    Reason.WEAK: "xếp loại thấp nhiều buổi liền",
    Reason.ABSENT: "nhiều đảng viên vắng",
    Reason.SILENT: "ít người phát biểu",
    Reason.LATE: "biên bản vào sổ muộn",
    Reason.NO_SUCCESSOR: "chưa có người kế cận",
    Reason.TERM: "sắp hết nhiệm kỳ",
}


def in_need(cells: Iterable[tuple[str, Sequence[Reason]]]) -> str:
    """Return "bản Pọng (ít người phát biểu, biên bản vào sổ muộn); bản Son (khuyết bí thư)".

    cells: names with their reasons, in the order of the tree, which stays. "" where there are
    none, and where they are too many to be named.
    """
    found = []
    for name, reasons in cells:
        words = [_WORDS[one] for one in reasons if one in _WORDS]
        if words:
            found.append(f"{called(name)} ({', '.join(words)})")
    return "; ".join(found) if len(found) <= MOST_NAMES else ""
