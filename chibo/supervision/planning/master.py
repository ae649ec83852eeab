"""The linear programme over the pairs of official and sitting that matter; it grows as it must.

Visits flow from an official through his quarter, his months and his half-days into sittings and
through them into cells: the limits of each side lie inside one another, so the programme has a
solution in whole numbers at every corner. Only ways too far between neighbouring half-days break
that; they come in as rows (`Ban`) where a solution runs into them, and then whole numbers are
asked for.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

from chibo.supervision.planning.grid import Bools, Grid, Ints
from chibo.supervision.rules.roster.objective import UNEVEN

Reals = NDArray[np.float64]
NOTHING = 1e-6


class OutOfTime(Exception):
    """The solver found nothing within its time."""


@dataclass(frozen=True)
class Aim:
    """What is made small: a price of each pair and of each visit that a cell misses."""

    pair: Ints
    missing: Ints
    uneven: int = 0


@dataclass(frozen=True)
class Ban:
    """Of these sittings, in two neighbouring half-days and far apart, one official sits in one."""

    official: int
    sittings: Bools

    @property
    def key(self) -> tuple[int, bytes]:
        """Return what tells it from others."""
        return self.official, self.sittings.tobytes()

    def of(self, officials: Ints, sittings: Ints) -> Reals:
        """Return how much each of some pairs weighs in this row."""
        weights: Reals = ((officials == self.official) & self.sittings[sittings]).astype(np.float64)
        return weights

    def take_off(self, price: Reals, dual: float) -> None:
        """Take what the row is worth off the prices of all pairs."""
        price[self.official] -= dual * self.sittings


@dataclass(frozen=True)
class Cap:
    """A former aim is kept at what it reached."""

    aim: Aim

    def of(self, officials: Ints, sittings: Ints) -> Reals:
        """Return how much each of some pairs weighs in this row."""
        weights: Reals = self.aim.pair[officials, sittings].astype(np.float64)
        return weights

    def take_off(self, price: Reals, dual: float) -> None:
        """Take what the row is worth off the prices of all pairs."""
        price -= dual * self.aim.pair


class Master:
    """One programme, solved again and again while columns and rows come in.

    Columns: what each cell misses; the k-th visit of each official; then pairs.
    Rows: cells, sittings, half-days and months of officials, their loads; then later ones.
    """

    def __init__(self, grid: Grid, first: Bools) -> None:
        self.grid = grid
        self.officials, self.sittings = grid.possible.shape
        self.cells = len(grid.due)
        self.most = int(max([0, *_quarters(grid)]))
        self.later: list[Ban | Cap] = []
        self.banned: set[tuple[int, bytes]] = set()
        self.rows_of = _Rows(grid)
        self.pairs: list[tuple[int, int]] = []
        self.inside = np.zeros_like(grid.possible)
        # The public class prints a line of its own before it can be told to be silent.
        self.solver = _Highs()
        self.solver.setOptionValue("output_flag", False)  # noqa: FBT003 -- not our function
        self.solver.setOptionValue("threads", 2)
        self._open()
        self.add(first)

    # ------------------------------------------------------------------ building
    def _open(self) -> None:
        """The rows, and the columns that are no pairs."""
        rows, grid = self.rows_of, self.grid
        lower = np.full(rows.count, -highspy.kHighsInf)
        upper = np.concatenate([grid.due, grid.room, *_limits(grid, rows)]).astype(np.float64)
        lower[: self.cells] = grid.due
        lower[rows.load :] = 0
        empty = np.array([], dtype=np.int32)
        self.solver.addRows(rows.count, lower, upper, 0, empty, empty, empty.astype(np.float64))
        loads = np.repeat(rows.load + np.arange(self.officials), self.most)
        index = np.concatenate([np.arange(self.cells), loads])
        value = np.concatenate([np.ones(self.cells), -np.ones(len(loads))])
        bounds = np.concatenate([grid.due, _steps(grid, self.most)])
        self._columns(np.zeros(len(index)), bounds, index, np.arange(len(index)), value)

    def _columns(self, lower: Reals, upper: Reals, index: Ints, starts: Ints, value: Reals) -> None:
        self.solver.addCols(
            len(lower),
            np.zeros(len(lower)),
            lower.astype(np.float64),
            upper.astype(np.float64),
            len(index),
            starts.astype(np.int32),
            index.astype(np.int32),
            value.astype(np.float64),
        )

    def add(self, wanted: Bools) -> int:
        """Take in pairs that are not in yet; return how many."""
        new = np.argwhere(wanted & self.grid.possible & ~self.inside)
        if len(new):
            officials, sittings = new[:, 0], new[:, 1]
            entries = self.rows_of.entries(officials, sittings)
            width = entries.shape[1]
            index, starts = entries.ravel(), np.arange(0, len(new) * width, width)
            value = np.ones(len(index))
            lower = self.grid.pinned[officials, sittings].astype(np.float64)
            self._columns(lower, np.ones(len(new)), index, starts, value)
            first = self.solver.getNumCol() - len(new)
            self.inside[officials, sittings] = True
            self.pairs += [(int(one), int(other)) for one, other in new]
            self._into_later_rows(first, officials, sittings)
        return len(new)

    def _into_later_rows(self, first: int, officials: Ints, sittings: Ints) -> None:
        for row, later in enumerate(self.later, self.rows_of.count):
            weights = later.of(officials, sittings)
            for at in np.nonzero(weights)[0]:
                self.solver.changeCoeff(row, first + int(at), float(weights[at]))

    def cap(self, aim: Aim, most: int) -> None:
        """Keep a former aim at what it reached."""
        self._later_row(Cap(aim), most, aim.missing)

    def ban(self, ban: Ban) -> None:
        """Take in a row for ways too far, unless it is in."""
        if ban.key not in self.banned:
            self.banned.add(ban.key)
            self._later_row(ban, 1, np.zeros(self.cells, dtype=np.int64))

    def _later_row(self, later: Ban | Cap, most: int, missing: Ints) -> None:
        self.later.append(later)
        steps = np.zeros(self.officials * self.most)
        weights = np.concatenate([missing, steps, later.of(*self._where())])
        index = np.nonzero(weights)[0].astype(np.int32)
        self.solver.addRow(-highspy.kHighsInf, float(most), len(index), index, weights[index])

    @property
    def _first_pair(self) -> int:
        return int(self.cells + self.officials * self.most)

    def _where(self) -> tuple[Ints, Ints]:
        both = np.array(self.pairs, dtype=np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]

    # ------------------------------------------------------------------ solving
    def aim(self, aim: Aim) -> None:
        """Set what is made small."""
        officials, sittings = self._where()
        steps = np.tile(np.arange(self.most), self.officials) * aim.uneven * UNEVEN
        costs = np.concatenate([aim.missing, steps, aim.pair[officials, sittings]])
        columns = np.arange(len(costs), dtype=np.int32)
        self.solver.changeColsCost(len(costs), columns, costs.astype(np.float64))

    def relax(self, seconds: float) -> tuple[float, Reals]:
        """Solve without asking for whole numbers; return the value and each pair's part."""
        self._kinds(highspy.HighsVarType.kContinuous)
        return self._run(seconds)

    def whole(self, seconds: float, gap: float) -> tuple[float, float, Reals]:
        """Solve in whole numbers; return the value, the solver's bound, and each pair's part."""
        self._kinds(highspy.HighsVarType.kInteger)
        self.solver.setOptionValue("mip_rel_gap", gap)
        self.solver.setOptionValue("mip_abs_gap", 0.999)
        value, parts = self._run(seconds)
        return value, float(self.solver.getInfo().mip_dual_bound), parts

    def _kinds(self, kind: highspy.HighsVarType) -> None:
        columns = np.arange(self._first_pair, self.solver.getNumCol(), dtype=np.int32)
        kinds = np.array([kind] * len(columns))
        self.solver.changeColsIntegrality(len(columns), columns, kinds)

    def _run(self, seconds: float) -> tuple[float, Reals]:
        if seconds <= 0:
            raise OutOfTime
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + seconds)
        self.solver.run()
        info = self.solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            raise OutOfTime
        values = np.array(self.solver.getSolution().col_value)
        parts = np.zeros_like(self.inside, dtype=np.float64)
        parts[self._where()] = values[self._first_pair :]
        return float(info.objective_function_value), parts

    def prices(self, aim: Aim) -> Reals:
        """Return of every pair, inside or not, what one more of it would change: reduced costs."""
        dual = np.array(self.solver.getSolution().row_dual)
        rows, grid = self.rows_of, self.grid
        shape = (self.officials, -1)
        price = aim.pair - dual[: self.cells][grid.cells] - dual[rows.sitting : rows.slot]
        price = price - dual[rows.slot : rows.month].reshape(shape)[:, grid.slots]
        price -= dual[rows.month : rows.load].reshape(shape)[:, grid.months]
        price -= dual[rows.load : rows.count][:, None]
        for later, weight in zip(self.later, dual[rows.count :], strict=True):
            later.take_off(price, float(weight))
        found: Reals = price
        return found


class _Rows:
    """Where each kind of row begins."""

    def __init__(self, grid: Grid) -> None:
        officials, sittings = grid.possible.shape
        self.grid = grid
        self.sitting = len(grid.due)
        self.slot = self.sitting + sittings
        self.slots = len(grid.halves)
        self.month = self.slot + officials * self.slots
        self.load = self.month + officials * 3
        self.count = self.load + officials

    def entries(self, officials: Ints, sittings: Ints) -> Ints:
        """Return the rows that pairs stand in, one line a pair."""
        grid = self.grid
        return np.stack(
            [
                grid.cells[sittings],
                self.sitting + sittings,
                self.slot + officials * self.slots + grid.slots[sittings],
                self.month + officials * 3 + grid.months[sittings],
                self.load + officials,
            ],
            axis=1,
        )


def _limits(grid: Grid, rows: _Rows) -> list[Ints]:
    """At most one a half-day; the months; and loads, which are sums and so equal nothing."""
    officials = grid.problem.officials
    months = np.repeat(np.array([one.per_month for one in officials], dtype=np.int64), 3)
    for month in range(3):
        months[month::3] = np.maximum(months[month::3], grid.pinned[:, grid.months == month].sum(1))
    ones = np.ones(len(officials) * rows.slots, dtype=np.int64)
    return [ones, months, np.zeros(len(officials), dtype=np.int64)]


def _quarters(grid: Grid) -> Ints:
    """The capacity of each official in the quarter; what is pinned may go beyond it."""
    most = np.array([one.per_quarter for one in grid.problem.officials], dtype=np.int64)
    found: Ints = np.maximum(most, grid.pinned.sum(axis=1))
    return found


def _steps(grid: Grid, most: int) -> Ints:
    """Which of the k-th visits each official can make: 1 or 0."""
    steps: Ints = (np.arange(most)[None, :] < _quarters(grid)[:, None]).ravel().astype(np.int64)
    return steps
