import { expect, test } from "vitest";

import cases from "../../vectors/digest.json";
import { code, digest, hashed } from "../../web/room/digest";
import { RoomDocument } from "../../web/room/document";
import { canonical } from "../../web/room/standing";

const STAMP = { by: "thuky", device: "d", skew: 0, now: new Date("2026-12-03T12:30:00Z") };

test.each(cases)("$name", async ({ content, written, hash }) => {
  expect(canonical(content)).toBe(written);
  expect(await hashed(content)).toBe(hash);
});

test("what people compare is short", () => {
  expect(code("1a2b3c4d5e6f7a8b9900")).toBe("1A2B 3C4D 5E6F 7A8B");
});

test("one letter more is another code; a note is none", async () => {
  const document = new RoomDocument();
  document.decide("roll/1", { mark: "present" }, STAMP);
  const before = await digest(document);

  document.write("note/1", "Hỏi lại đồng chí phó.");
  expect(await digest(document)).toBe(before);

  document.write("conclusion/1", "x");
  expect(await digest(document)).not.toBe(before);
});

test("devices that heard the same have the same code, in whatever order they heard it", async () => {
  const parts = ["1", "2", "3"].map((key) => {
    const device = new RoomDocument();
    device.decide(`roll/${key}`, { mark: "present" }, STAMP);
    device.write("resolution", `Phần ${key}. `);
    return device.since();
  });
  const all = [parts, [...parts].reverse()].map((order) => {
    const device = new RoomDocument();
    order.forEach((part) => { device.hear(part); });
    return device;
  });

  expect(await digest(all[0]!)).toBe(await digest(all[1]!));
});
