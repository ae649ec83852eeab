// A sheet's questions to evidence: each measure is asked once. The twin of chibo/quality/rules/asked.py.

import { holds } from "./conditions";
import type { Evidence } from "./evidence";
import { Fraction, ONE } from "./fractions";
import { type Measured, measured } from "./measures";
import type { Applies, Criterion, Sheet } from "./sheets";

export class Asked {
  private readonly evidence: Evidence;
  private readonly known = new Map<string, Measured>();

  constructor(readonly sheet: Sheet, evidence: Evidence) {
    const members = Fraction.of(evidence.members);
    const norm = sheet.norms?.find((one) => holds(one.members, members));
    this.evidence = norm ? { ...evidence, norm_minutes: norm.minutes } : evidence;
  }

  value(key: string): Measured {
    let found = this.known.get(key);
    if (!found) this.known.set(key, found = measured(key, this.evidence));
    return found;
  }

  /** Say whether a measure fulfils a condition; null when nothing proves it. */
  holds(key: string, when: string | undefined): boolean | null {
    const { value, marks } = this.value(key);
    if (value === null) return null;
    return when === undefined ? value.compare(ONE) >= 0 : holds(when, value, marks);
  }

  /** Return the rule for a criterion that does not apply; null: it does, or nobody says what then. */
  otherwise({ applies }: Criterion): Applies | null {
    if (!applies?.otherwise || this.holds(applies.measure, applies.when) !== false) return null;
    return applies;
  }
}
