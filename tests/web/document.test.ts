import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { RoomDocument } from "../../web/room/document";
import { documentKey, uuid7 } from "../../web/room/keys";

const LINES = ["roll/1", "roll/2", "seat", "vote/x/1", "opened"];
const TEXTS = ["conclusion/1", "resolution", "reserved"];
const WORDS = ["nạo vét ", "Đường ", "ý kiến", "🌾", "🌾🌿", ""];

const edit = fc.oneof(
  fc.record({ line: fc.constantFrom(...LINES), mark: fc.constantFrom("present", "excused", null) }),
  fc.record({ text: fc.constantFrom(...TEXTS), words: fc.array(fc.constantFrom(...WORDS)) }),
  fc.record({ hear: fc.nat(19) }),
);
const evening = fc.array(fc.record({ device: fc.nat(19), edit, minute: fc.integer({ min: -60, max: 60 }) }), {
  minLength: 20,
  maxLength: 80,
});

type Evening = typeof evening extends fc.Arbitrary<infer Edits> ? Edits : never;

function written(edits: Evening): RoomDocument[] {
  const devices = Array.from({ length: 20 }, () => new RoomDocument());
  for (const { device, edit: one, minute } of edits) {
    const here = devices[device] as RoomDocument;
    if ("hear" in one) here.hear((devices[one.hear] as RoomDocument).since());
    else if ("text" in one) here.write(one.text, one.words.join(""));
    else here.decide(one.line, one.mark && { mark: one.mark, at: at(minute) }, stamp(device, minute));
  }
  return devices;
}

function at(minute: number): string {
  return new Date(Date.UTC(2026, 11, 3, 12, 30 + minute)).toISOString();
}

function stamp(device: number, minute: number) {
  return { by: "thuky", device: `phone ${device}`, skew: 0, now: new Date(at(minute)) };
}

function merged(parts: Uint8Array[]): RoomDocument {
  const whole = new RoomDocument();
  for (const part of parts) whole.hear(part);
  return whole;
}

function content(document: RoomDocument): unknown {
  return [[...document.outcomes()], [...document.texts()], document.decisions().length];
}

describe("merging", () => {
  test("twenty devices, in any order, any grouping, twice over", () => {
    fc.assert(
      fc.property(evening, fc.infiniteStream(fc.nat()), (edits, dice) => {
        const devices = written(edits);
        const parts = devices.map((one) => one.since());
        const shuffled = [...parts, ...parts]
          .map((part) => [dice.next().value ?? 0, part] as const)
          .sort(([one], [other]) => one - other)
          .map(([, part]) => part);
        const groups = [parts.slice(7), parts.slice(0, 7)].map((group) => merged(group).since());

        const straight = merged(parts);

        expect(content(merged(shuffled))).toEqual(content(straight));
        expect(content(merged(groups))).toEqual(content(straight));
        const made = new Set(devices.flatMap((one) => one.decisions().map(({ key }) => key)));
        expect(straight.decisions().length).toBe(made.size);
      }),
      { numRuns: 60 },
    );
  });

  test("nothing that nobody replaced is merged away", () => {
    fc.assert(
      fc.property(evening, (edits) => {
        const whole = merged(written(edits).map((one) => one.since()));
        const all = whole.decisions();
        for (const one of all) {
          const replaced = all.some((other) => other.line === one.line && other.saw.includes(one.key));
          const shown = whole.outcome(one.line).standing.some(({ key }) => key === one.key);
          expect(shown).toBe(!replaced);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("writing a paragraph", () => {
  test("it reads as it was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (before, after) => {
        const document = new RoomDocument();
        document.write("resolution", before);
        document.write("resolution", after);
        expect(document.text("resolution")).toBe(after);
      }),
    );
  });

  test("what two write into one paragraph apart is both there", () => {
    const one = new RoomDocument();
    one.write("conclusion/1", "Nạo vét mương 🌾.");
    const two = merged([one.since()]);
    one.write("conclusion/1", "Nạo vét xong mương 🌾.");
    two.write("conclusion/1", "Nạo vét mương 🌾🌾. Hạn 15/12.");

    expect(merged([two.since(), one.since()]).text("conclusion/1")).toBe(
      "Nạo vét xong mương 🌾🌾. Hạn 15/12.",
    );
  });
});

test("only what was written here is to be sent", () => {
  const [here, there] = [new RoomDocument(), new RoomDocument()];
  const sent: Uint8Array[] = [];
  here.onWritten((update) => sent.push(update));
  there.decide("roll/1", { mark: "present" }, stamp(1, 0));

  here.hear(there.since());
  expect(sent).toEqual([]);

  here.decide("roll/2", { mark: "present" }, stamp(0, 0));
  expect(sent.length).toBe(1);
});

test("keys are in the order of their moments", () => {
  const keys = [0, 1, 2].map((minute) => uuid7(new Date(at(minute))));

  expect([...keys].sort()).toEqual(keys);
  expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("two devices apart begin the same document", async () => {
  expect(await documentKey("TT.01", "regular", "2026-06")).toBe("f8cd7be5-f5c4-58e4-8ce3-17304231e54c");
});
