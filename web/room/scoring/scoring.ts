// The points a sheet gives for evidence, and the grade they come to. The twin of chibo/quality/rules/scoring.py;
// vectors/scores.json holds the examples both must satisfy. What nobody proved and nobody decided has no points.

import { Asked } from "./asked";
import type { Evidence } from "./evidence";
import { Fraction, NOTHING, least, sum } from "./fractions";
import { forced, gradeByNeeds, gradeByPoints, throughGates } from "./grading";
import { type Decision, type Line, isOpen, lineOf } from "./lines";
import type { Criterion, Gate, Group, Override, Sheet } from "./sheets";

/** What lines come to when every open one goes one way. */
export interface Outcome { readonly points: Fraction; readonly grade: string }

/** A sheet filled in. lowest, highest: with every open line at nothing, and at its most. */
export interface Score {
  readonly sheet: Sheet;
  readonly lines: readonly Line[];
  readonly most: Fraction;
  readonly lowest: Outcome;
  readonly highest: Outcome;
  /** Overrides nobody measured and nobody answered. */
  readonly unanswered: readonly Override[];
}

/** Return the grade; null while open lines can still change it. */
export function gradeOf({ lowest, highest }: Score): string | null {
  return lowest.grade === highest.grade ? lowest.grade : null;
}

/** Score evidence with a sheet. decisions: by criterion. events: whether an override happened, by key. */
export function score(
  sheet: Sheet, evidence: Evidence,
  decisions: ReadonlyMap<string, Decision> = new Map(), events: ReadonlyMap<string, boolean> = new Map(),
): Score {
  const asked = new Asked(sheet, evidence);
  const lines = sheet.groups.flatMap((group) => {
    const more = heirs(group, asked);
    return group.criteria.map((one) => {
      const line = lineOf(one, group, asked, decisions.get(one.criterion));
      return scaled(line, more.get(one.criterion));
    });
  });
  const answers = (sheet.overrides ?? []).map((one) => {
    const proved = one.measure ? asked.holds(one.measure, one.when) : null;
    return [one, events.get(one.override) ?? proved] as const;
  });
  const happened = answers.filter(([, said]) => said === true).map(([one]) => one);
  const unanswered = answers.filter(([, said]) => said === null).map(([one]) => one);
  const most = sum(sheet.groups.map((group) => mostOfGroup(group, lines)));
  return {
    sheet, lines, most, unanswered,
    lowest: outcome(asked, lines, most, [...happened, ...unanswered], false),
    highest: outcome(asked, lines, most, happened, true),
  };
}

/** By how much the lines of a group grow that get the points of those that do not apply. */
function heirs(group: Group, asked: Asked): Map<string, Fraction> {
  const more = new Map<string, Fraction>();
  const shares = (one: Criterion): boolean => asked.otherwise(one) === null && one.kind !== "bonus" && worth(one).compare(NOTHING) > 0;
  const applying = group.criteria.filter(shares);
  for (const one of group.criteria) {
    const rule = asked.otherwise(one);
    if (rule?.otherwise !== "redistribute") continue;
    const heired = applying.filter(({ criterion }) => !rule.to || criterion === rule.to);
    const whole = sum(heired.map(worth));
    for (const heir of heired) {
      const part = worth(one).times(worth(heir)).by(whole);
      more.set(heir.criterion, (more.get(heir.criterion) ?? NOTHING).plus(part));
    }
  }
  return new Map([...more].map(([key, part]) => {
    const own = worth(group.criteria.find(({ criterion }) => criterion === key) as Criterion);
    return [key, own.plus(part).by(own)];
  }));
}

function worth({ points }: Criterion): Fraction {
  return Fraction.read(points);
}

function scaled(line: Line, scale: Fraction | undefined): Line {
  if (!scale) return line;
  // What people decided is said in the larger points already.
  const grows = line.points !== null && line.why !== "decided";
  return { ...line, most: line.most.times(scale), points: grows && line.points ? line.points.times(scale) : line.points };
}

function ofGroup(group: Group, lines: readonly Line[]): Line[] {
  return lines.filter((one) => one.group === group.group);
}

/** Return the most a group gives, without what was left out. */
export function mostOfGroup(group: Group, lines: readonly Line[]): Fraction {
  const gone = ofGroup(group, lines).filter(({ why }) => why === "left_out").map(({ criterion }) => worth(criterion));
  return Fraction.read(group.points).minus(sum(gone));
}

function pointsOf(line: Line, best: boolean): Fraction {
  return line.points ?? (best && isOpen(line) ? line.most : NOTHING);
}

/** Return the points of a group, never more than it has: a bonus does not exceed it. */
export function pointsOfGroup(group: Group, lines: readonly Line[], best: boolean): Fraction {
  return least(sum(ofGroup(group, lines).map((one) => pointsOf(one, best))), mostOfGroup(group, lines));
}

function outcome(asked: Asked, lines: readonly Line[], most: Fraction, happened: readonly Override[], best: boolean): Outcome {
  const { sheet } = asked;
  const points = sum(sheet.groups.map((group) => pointsOfGroup(group, lines, best)));
  const grade = throughGates(gradeBefore(sheet, lines, points, most, best), sheet.gates ?? [], (gate) => passes(gate, asked, lines, best));
  return { points, grade: forced(grade, sheet.grades.map((one) => one.grade), happened) };
}

function gradeBefore(sheet: Sheet, lines: readonly Line[], points: Fraction, most: Fraction, best: boolean): string {
  if (!sheet.levels) {
    // Thresholds are written for the whole sheet; what was left out counts for neither side.
    const share = most.compare(NOTHING) === 0 ? NOTHING : points.times(Fraction.read(sheet.total)).by(most);
    return gradeByPoints(sheet.grades, share);
  }
  const open = (best ? sheet.levels[0] : sheet.levels.at(-1)) ?? "";
  const levels = lines.filter(({ why }) => why !== "left_out").map(({ level }) => level || open);
  return gradeByNeeds(sheet.grades, sheet.levels, levels.length > 0 ? levels : [open]);
}

function passes(gate: Gate, asked: Asked, lines: readonly Line[], best: boolean): boolean {
  if (gate.measure) return asked.holds(gate.measure, gate.when) ?? best;
  return (gate.full ?? []).every((key) => isFull(key, asked.sheet, lines, best));
}

function isFull(key: string, sheet: Sheet, lines: readonly Line[], best: boolean): boolean {
  const group = sheet.groups.find((one) => one.group === key);
  const inside = group ? ofGroup(group, lines) : lines.filter((one) => one.key === key);
  if (group && !sheet.levels) {
    const whole = pointsOfGroup(group, lines, best).compare(mostOfGroup(group, lines)) === 0;
    return whole && inside.filter(({ criterion }) => criterion.kind === "pass").every((one) => isLineFull(one, sheet, best));
  }
  return inside.every((one) => isLineFull(one, sheet, best));
}

function isLineFull(line: Line, sheet: Sheet, best: boolean): boolean {
  if (isOpen(line)) return best;
  if (line.criterion.kind === "pass") return line.passed !== false;
  if (!sheet.levels) return pointsOf(line, best).compare(line.most) === 0;
  return line.level === "" || line.level === sheet.levels[0];
}
