// What a score comes to, as tests/support/scores.py tells it; shared by the tests of both languages.

import { Fraction } from "../../web/room/scoring/fractions";
import type { Decision, Line } from "../../web/room/scoring/lines";
import { type Score, gradeOf } from "../../web/room/scoring/scoring";

export interface PlainDecision { points: string | null; level: string; passed: boolean | null; because: string }

export function decisionsFrom(plain: Readonly<Record<string, PlainDecision>>): Map<string, Decision> {
  return new Map(Object.entries(plain).map(([key, one]) => [
    key, { ...one, points: one.points === null ? null : Fraction.read(one.points) },
  ]));
}

export function told(found: Score): object {
  return {
    lines: Object.fromEntries(found.lines.map((line) => [line.key, toldOf(line)])),
    most: found.most.text(),
    lowest: [found.lowest.points.text(), found.lowest.grade],
    highest: [found.highest.points.text(), found.highest.grade],
    grade: gradeOf(found),
    unanswered: found.unanswered.map((one) => one.override),
  };
}

function toldOf({ why, points, most, level, passed, measured }: Line): string {
  const gives = passed === null ? level || (points?.text() ?? "–") : passed ? "yes" : "no";
  const value = measured?.value;
  return `${why} ${gives}/${most.text()}${value ? `, ${exact(value)}` : ""}`;
}

function exact({ over, under }: Fraction): string {
  return under === 1n ? String(over) : `${over}/${under}`;
}
