import { describe, expect, test } from "vitest";

import attendance from "../../vectors/attendance.json";
import counts from "../../vectors/counts.json";
import presence from "../../vectors/presence.json";
import threshold from "../../vectors/threshold.json";
import * as rules from "../../web/room/rules";

describe("who counts", () => {
  test.each(attendance)("$name", ({ members, present, attend, vote }) => {
    const here = new Set(present);

    expect([...rules.attendanceBase(members, here)]).toEqual(attend);
    expect([...rules.voteBase(members, here)]).toEqual(vote);
  });
});

describe("what is enough", () => {
  test.each(threshold)("$name", ({ threshold: text, base, needed }) => {
    expect(rules.needed(text, base)).toBe(needed);
  });

  test("what is no threshold is refused", () => {
    expect(() => rules.needed("half", 3)).toThrow(RangeError);
  });
});

describe("counted votes", () => {
  test.each(counts)("$name", ({ counts: counted, voters_present, problem }) => {
    expect(rules.countProblem(counted, voters_present)).toBe(problem);
  });
});

describe("who is there", () => {
  test.each(presence)("$name", ({ presences, at, present }) => {
    expect([...rules.presentAt(presences, at)].sort()).toEqual(present);
  });
});

test("a vote counts on all who may, and only those here can cast one", () => {
  const members = ["1", "2", "3"].map((id) => ({ id, klass: "official", place: "here" }));

  expect(rules.poll(members, new Set(["1", "2"]), ">1/2")).toEqual({
    base: 3,
    needed: 2,
    votersPresent: 2,
  });
});
