// Conditions on a measured value, as a sheet writes them: ">= 75 and < 90", "= 0", "yes". The twin of
// chibo/quality/rules/conditions.py; vectors/conditions.json holds the examples both must satisfy.

import { Fraction } from "./fractions";

/** Numbers that conditions may name: the asked length and half of it. */
export type Marks = Readonly<Record<string, Fraction>>;

const COMPARISON = /^(>=|<=|≥|≤|>|<|=)\s*(?:(-?\d+(?:[.,]\d+)?)\s*%?|([a-z_]+))$/;
const ANSWERS: Readonly<Record<string, string>> = { yes: ">= 1", no: "< 1" };

/** Say whether a value fulfils a condition. Throws RangeError for a text that is none, or a mark nobody fixed. */
export function holds(when: string, value: Fraction, marks: Marks = {}): boolean {
  const plain = when.trim();
  return (ANSWERS[plain] ?? plain).split(/\s+and\s+/).every((part) => {
    const [, sign = "", number, mark = ""] = COMPARISON.exec(part.trim()) ?? [];
    const end = number === undefined ? marks[mark] : Fraction.read(number);
    if (!end) throw new RangeError(when);
    const apart = value.compare(end);
    switch (sign) {
      case ">": return apart > 0;
      case "<": return apart < 0;
      case "=": return apart === 0;
      default: return sign === ">=" || sign === "≥" ? apart >= 0 : apart <= 0;
    }
  });
}
