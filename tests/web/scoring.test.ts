import fc from "fast-check";
import { describe, expect, test } from "vitest";

import conditions from "../../vectors/conditions.json";
import evidence from "../../vectors/evidence.json";
import scores from "../../vectors/scores.json";
import sheets from "../../vectors/sheets.json";
import { holds } from "../../web/room/scoring/conditions";
import type { Evidence } from "../../web/room/scoring/evidence";
import { Fraction } from "../../web/room/scoring/fractions";
import { score } from "../../web/room/scoring/scoring";
import type { Sheet } from "../../web/room/scoring/sheets";
import { type PlainDecision, decisionsFrom, told } from "./scoring";

describe("conditions", () => {
  test.each(conditions)("$name", ({ when, value, marks, holds: expected }) => {
    const fixed = Object.fromEntries(Object.entries(marks).map(([mark, number]) => [mark, Fraction.read(number)]));

    expect(holds(when, Fraction.read(value), fixed)).toBe(expected);
  });

  test.each(["", "90", ">= ", "> half", "about 90", ">= 75 or < 90"])("%j is none", (when) => {
    expect(() => holds(when, Fraction.of(1))).toThrow(RangeError);
  });
});

/** A case has only what differs: of its evidence from the good meeting, of its lines from its sheet's first case. */
interface Case {
  name: string;
  sheet: string;
  with?: Partial<Evidence>;
  decisions?: Record<string, PlainDecision>;
  events?: Record<string, boolean>;
  lines: Record<string, string>;
  most: string;
  lowest: string[];
  highest: string[];
  grade: string | null;
  unanswered: string[];
}

const CASES = scores as unknown as Case[];
const GOOD = evidence[0]?.evidence as unknown as Evidence;
const SHEETS = new Map(sheets.map(({ name, values }) => [name, values as unknown as Sheet]));

describe("whole scores", () => {
  test.each(CASES)("$name", ({ name: _, sheet: key, with: others, decisions = {}, events = {}, lines, ...expected }) => {
    const first = CASES.find((one) => one.sheet === key)?.lines;
    const sheet = SHEETS.get(key) as Sheet;

    const found = score(sheet, { ...GOOD, ...others }, decisionsFrom(decisions), new Map(Object.entries(events)));

    expect(told(found)).toEqual({ lines: { ...first, ...lines }, ...expected });
  });
});

test("what a phone does not know how to measure is open, and never full", () => {
  const frame = SHEETS.get("hd42-frame") as Sheet;
  const [group] = frame.groups;
  const criterion = { criterion: "1", title: "Mới", kind: "yes_no", points: "5", measure: "measured_by_a_newer_server" } as const;
  const newer: Sheet = { ...frame, groups: [{ group: "1", title: "Mới", points: group?.points ?? "5", criteria: [criterion] }] };

  const found = score(newer, GOOD);

  expect(found.lines.map(({ why, points }) => [why, points])).toEqual([["no_evidence", null]]);
  expect([found.lowest.points.text(), found.highest.points.text()]).toEqual(["0", "5"]);
});

describe("exact numbers", () => {
  test.each([["5", "5"], ["2.5", "2.5"], ["2,50", "2.5"], ["200/3", "66.67"], ["1/200", "0.01"], ["0", "0"], ["100", "100"]])(
    "%s is %s to two places", (text, expected) => {
      expect(Fraction.read(text).text()).toBe(expected);
    });

  test.each(["", "a", "1.2.3", "1e3", "1/0", "."])("%j is no number", (text) => {
    expect(() => Fraction.read(text)).toThrow(RangeError);
  });

  test("what is added and taken away again leaves nothing behind", () => {
    const number = fc.tuple(fc.bigInt(-(10n ** 9n), 10n ** 9n), fc.bigInt(1n, 10n ** 6n)).map(([over, under]) => Fraction.of(over, under));
    fc.assert(fc.property(number, number, (one, other) => {
      expect(one.plus(other).minus(other)).toEqual(one);
      if (other.over !== 0n) expect(one.times(other).by(other)).toEqual(one);
      expect(Math.sign(one.compare(other))).toBe(Math.sign(Number(one.minus(other).over)));
    }));
  });
});
