// One line of a score: its points or level, and where they come from. The twin of chibo/quality/rules/lines.py.

import type { Asked } from "./asked";
import { holds } from "./conditions";
import { Fraction, NOTHING, most } from "./fractions";
import type { Measured } from "./measures";
import type { Cap, Criterion, Given, Group, Sheet } from "./sheets";

/** Where a line's points come from, or why it has none; the last two are open. */
export type Why = "measured" | "capped" | "decided" | "full" | "spread" | "left_out" | "no_evidence" | "people";

/** What people decided for a line, and why where it differs from the proposal. */
export interface Decision {
  readonly points: Fraction | null;
  readonly level: string;
  readonly passed: boolean | null;
  readonly because: string;
}

export interface Line {
  readonly key: string;
  readonly criterion: Criterion;
  readonly group: string;
  readonly most: Fraction;
  readonly why: Why;
  /** null, "" and null while it is open. */
  readonly points: Fraction | null;
  readonly level: string;
  readonly passed: boolean | null;
  readonly measured: Measured | null;
  /** Measured to help people decide. */
  readonly shown: readonly Measured[];
  readonly because: string;
}

/** Say whether people still have to decide. */
export function isOpen(line: Line): boolean {
  return line.why === "no_evidence" || line.why === "people";
}

/** Say whether nobody gives it points: it does not apply. */
export function isGone(line: Line): boolean {
  return line.why === "spread" || line.why === "left_out";
}

/** Return a criterion scored by what is on record, or as people decided. */
export function lineOf(criterion: Criterion, group: Group, asked: Asked, decided?: Decision): Line {
  const line = proposed(criterion, group, asked);
  if (!decided || isGone(line) || !fits(line, decided, asked.sheet)) return line;
  const { points, level, passed, because } = decided;
  const found: Line = { ...line, why: "decided", points: null, level: "", because };
  if (criterion.kind === "pass") return { ...found, passed, level: levelIf(passed === true, asked.sheet) };
  return asked.sheet.levels ? { ...found, level } : { ...found, points };
}

/** Say whether a decision is of the form its line takes: passed, points or one of the levels. */
export function fits(line: Line, decided: Decision, sheet: Sheet): boolean {
  if (line.criterion.kind === "pass") return decided.passed !== null;
  return sheet.levels ? sheet.levels.includes(decided.level) : decided.points !== null;
}

/** Say whether a decision is another one than the proposal. */
export function differs(line: Line, decided: Decision): boolean {
  if (isOpen(line)) return true;
  if (line.criterion.kind === "pass") return line.passed !== decided.passed;
  const same = line.points === null || decided.points === null
    ? line.points === decided.points : line.points.compare(decided.points) === 0;
  return !same || line.level !== decided.level;
}

function levelIf(fulfils: boolean, { levels = [] }: Sheet): string {
  return (fulfils ? levels[0] : levels.at(-1)) ?? "";
}

function proposed(criterion: Criterion, group: Group, asked: Asked): Line {
  const line: Line = {
    key: criterion.criterion, criterion, group: group.group, most: Fraction.read(criterion.points), why: "people",
    points: null, level: "", passed: null, because: "",
    measured: criterion.measure ? asked.value(criterion.measure) : null,
    shown: (criterion.show ?? []).map((key) => asked.value(key)),
  };
  const rule = asked.otherwise(criterion);
  if (rule) return notApplying(line, rule.otherwise ?? "", asked.sheet);
  if (!line.measured) return line;
  const { value } = line.measured;
  if (value === null) return { ...line, why: "no_evidence" };
  switch (criterion.kind) {
    case "bands": return capped(banded(line, value), asked);
    case "deduct": return capped(deducted(line, value), asked);
    case "manual": return line;
    default: return capped(answered(line, asked), asked);
  }
}

function notApplying(line: Line, otherwise: string, sheet: Sheet): Line {
  const nothing = sheet.levels ? null : NOTHING;
  switch (otherwise) {
    case "full": return {
      ...line, why: "full", points: sheet.levels ? null : line.most, level: sheet.levels?.[0] ?? "",
      passed: line.criterion.kind === "pass" ? true : null,
    };
    case "redistribute": return { ...line, why: "spread", most: NOTHING, points: nothing };
    default: return { ...line, why: "left_out", most: NOTHING, points: nothing };
  }
}

function banded(line: Line, value: Fraction): Line {
  const held = line.criterion.bands?.find((one) => holds(one.when, value, line.measured?.marks));
  if (!held || !decides(held)) return line;
  return { ...line, why: "measured", points: pointsIn(held), level: held.level ?? "" };
}

function decides(one: Given): boolean {
  return Boolean(one.level) || pointsIn(one) !== null;
}

function pointsIn({ points }: Given): Fraction | null {
  return points === undefined || points === "decide" ? null : Fraction.read(points);
}

function answered(line: Line, asked: Asked): Line {
  const { measure = "", when, kind } = line.criterion;
  const fulfils = asked.holds(measure, when) === true;
  if (kind === "pass") return { ...line, why: "measured", passed: fulfils, level: levelIf(fulfils, asked.sheet) };
  return { ...line, why: "measured", points: fulfils ? line.most : NOTHING };
}

function deducted(line: Line, value: Fraction): Line {
  const { free = 0, each = "1", least: floor = "0" } = line.criterion;
  const over = most(NOTHING, value.minus(Fraction.of(free)));
  const left = line.most.minus(over.times(Fraction.read(each)));
  return { ...line, why: "measured", points: most(Fraction.read(floor), left) };
}

/** Lower a line to the least of its caps that hold; one nobody can prove leaves it open. */
function capped(line: Line, asked: Asked): Line {
  let found = line;
  for (const cap of line.criterion.caps ?? []) {
    const held = asked.holds(cap.measure, cap.when);
    if (held === null) return { ...found, why: "no_evidence", points: null, level: "" };
    if (!held) continue;
    if (!decides(cap)) return { ...found, why: "people", points: null, level: "" };
    found = underCap(found, cap, asked.sheet.levels ?? []);
  }
  return found;
}

function underCap(line: Line, cap: Cap, levels: readonly string[]): Line {
  const points = pointsIn(cap);
  if (points && line.points && points.compare(line.points) < 0) return { ...line, why: "capped", points };
  const lower = cap.level && line.level && levels.indexOf(cap.level) > levels.indexOf(line.level);
  return lower ? { ...line, why: "capped", level: cap.level ?? "" } : line;
}
