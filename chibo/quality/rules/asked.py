"""A sheet's questions to evidence: each measure is asked once."""

from dataclasses import replace

from chibo.quality.rules import measures, year_measures  # noqa: F401 - they enter the catalogue
from chibo.quality.rules.conditions import Condition
from chibo.quality.rules.evidence import Evidence, YearEvidence
from chibo.quality.rules.measuring import MEASURES, Measured
from chibo.quality.rules.sheets import Criterion, Otherwise, Sheet


class Asked:
    """A sheet and evidence; each measure is asked once."""

    def __init__(self, sheet: Sheet, evidence: Evidence | YearEvidence) -> None:
        self.sheet = sheet
        if isinstance(evidence, Evidence):
            norm = sheet.norm_for(evidence.members)
            if norm is not None:
                evidence = replace(evidence, norm_minutes=norm)
        self._evidence = evidence
        self._known: dict[str, Measured] = {}

    def __call__(self, key: str) -> Measured:
        if key not in self._known:
            self._known[key] = MEASURES[key].of(self._evidence)
        return self._known[key]

    def holds(self, key: str, when: Condition | None) -> bool | None:
        """Say whether a measure fulfils a condition; None when nothing proves it."""
        measured = self(key)
        if measured.value is None:
            return None
        if when is None:
            return measured.value >= 1
        return when.holds(measured.value, measured.marks)

    def otherwise(self, criterion: Criterion) -> tuple[Otherwise, str] | None:
        """Return what becomes of a criterion that does not apply, and to whom; None: it does."""
        rule = self.sheet.applies_of(criterion)
        if (
            rule is None
            or rule.otherwise is None
            or self.holds(rule.measure, rule.when) is not False
        ):
            return None
        return rule.otherwise, rule.to
