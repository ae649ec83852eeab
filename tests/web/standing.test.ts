import { describe, expect, test } from "vitest";

import standing from "../../vectors/standing.json";
import { type Decision, outcomes, readDecision } from "../../web/room/standing";

describe("what stands on a line", () => {
  test.each(standing)("$name", ({ decisions, expected }) => {
    const read = Object.entries(decisions)
      .map(([key, raw]) => readDecision(key, raw))
      .filter((one): one is Decision => one !== null);

    for (const order of [read, [...read].reverse()]) {
      const found = [...outcomes(order)].map(([line, { value, disputed, standing: all }]) => [
        line,
        { value, disputed, standing: all.map((one) => one.key) },
      ]);
      expect(Object.fromEntries(found)).toEqual(expected);
    }
  });
});
