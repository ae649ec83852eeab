// The grade that points or levels come to, and what gates and overrides make of it. The twin of
// chibo/quality/rules/grading.py.

import { holds } from "./conditions";
import { Fraction } from "./fractions";
import type { Gate, Need, Override, Threshold } from "./sheets";

/** Return the first grade whose threshold some points reach; the last takes the rest. */
export function gradeByPoints(grades: readonly Threshold[], points: Fraction): string {
  const reached = grades.slice(0, -1).find(({ at_least: from, more_than: over }) =>
    (from !== undefined && points.compare(Fraction.read(from)) >= 0)
    || (over !== undefined && points.compare(Fraction.read(over)) > 0));
  return (reached ?? grades.at(-1))?.grade ?? "";
}

/** Return the first grade whose needs a row of values meets. order: the values from best to worst. */
export function gradeByNeeds(grades: readonly Threshold[], order: readonly string[], values: readonly string[]): string {
  const reached = grades.slice(0, -1).find(({ needs = [] }) => needs.every((need) => isMet(need, order, values)));
  return (reached ?? grades.at(-1))?.grade ?? "";
}

function isMet({ reach, share, count }: Need, order: readonly string[], values: readonly string[]): boolean {
  const good = order.slice(0, order.indexOf(reach) + 1);
  const reached = values.filter((one) => good.includes(one)).length;
  if (count !== undefined) return holds(count, Fraction.of(reached));
  return share !== undefined && holds(share, Fraction.of(100 * reached, values.length));
}

/** Return the grade that is left when it has gone through its gates. */
export function throughGates(grade: string, gates: readonly Gate[], passes: (gate: Gate) => boolean): string {
  let found = grade;
  // Each gate leads to a lower grade, which may have gates of its own.
  for (let step = 0; step < gates.length; step += 1) {
    const closed = gates.find((one) => one.grade === found && !passes(one));
    if (!closed) break;
    found = closed.otherwise;
  }
  return found;
}

/** Return the lowest grade that events force; overrides: those that happened. */
export function forced(grade: string, order: readonly string[], overrides: readonly Override[]): string {
  return overrides.reduce((found, one) => (order.indexOf(one.grade) > order.indexOf(found) ? one.grade : found), grade);
}
