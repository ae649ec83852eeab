import { describe, expect, test } from "vitest";

import sheets from "../../vectors/sheets.json";
import type { Copy, Meeting, Person } from "../../web/room/copy";
import { RoomDocument } from "../../web/room/document";
import { shown } from "../../web/room/projection";
import { Fraction } from "../../web/room/scoring/fractions";
import { type Known, type Other, evidenceOf, otherOf } from "../../web/room/scoring/known";
import { type OwnScore, ownScore, waiting } from "../../web/room/scoring/own";

const SHEETS = Object.fromEntries(sheets.map(({ name, values }) => [name, values]));
const AT = new Date("2026-12-03T14:00:00.000Z");
const STAMP = { by: "thuky", device: "phone", skew: 0, now: new Date("2026-12-03T12:30:00.000Z") };

const KNOWN: Known = {
  sheet: "hd42-frame", norms: { alone: 90, combined: 120 }, runs: {}, planned_on: "2026-12-03", has_committee: true, reviewed: null,
  huddle_on: null, noticed_at: null, documents_at: null, sealed_on: null, posted_on: null, with_theme: false, themes_on: [],
  superior_present: null, beside: null,
};

function person(id: string): Person {
  return { id, name: `Người ${id}`, posts: [], title: "", klass: "official", place: "own" };
}

function planned(id: string, day: string, more: Partial<Meeting> = {}): Meeting {
  return {
    id, document: id, kind: "regular", title: "", month: `${day.slice(0, 7)}-01`, when: "", place: "", theme: "", state: "planned",
    starts_at: `${day}T12:30:00.000Z`, members: ["1", "2", "3"].map(person), materials: [], content: "", score: KNOWN,
    items: [{ id: "i", part: "body", position: 100, title: "Mương", note: "", minutes: 20, needs_vote: false, presenter: "", reason: "" }],
    ...more,
  };
}

const MEETING = planned("m", "2026-12-03");

function copyWith(...meetings: Meeting[]): Copy {
  const values = { "vote.ordinary": { value: ">1/2", source: "", article: "" } };
  return { values, meetings, score: { sheets: SHEETS } } as unknown as Copy;
}

function held(marks: Readonly<Record<string, string>> = { 1: "present", 2: "present", 3: "excused" }, at = "2026-12-03"): RoomDocument {
  const document = new RoomDocument();
  document.decide("opened", { at: `${at}T12:30:00.900Z` }, STAMP);
  for (const [id, mark] of Object.entries(marks)) document.decide(`roll/${id}`, { mark, reason: "", arrived_at: null, left_at: null }, STAMP);
  return document;
}

function give(document: RoomDocument, key: string, points: string, because = ""): void {
  document.decide(`score/${key}`, { points, level: "", passed: null, because }, STAMP);
}

function own(document: RoomDocument, meeting: Meeting = MEETING, others: Other[] = []): ReturnType<typeof ownScore> {
  const copy = copyWith(meeting);
  return ownScore(copy, meeting, document, shown(copy, meeting, document, AT), others, AT);
}

function scored(document: RoomDocument, meeting: Meeting = MEETING): OwnScore {
  const found = own(document, meeting);
  if (typeof found === "string") throw new Error(found);
  return found;
}

function line(found: OwnScore, key: string): OwnScore["lines"][number] | undefined {
  return found.lines.find((one) => one.line.key === key);
}

describe("the cell's own score", () => {
  test("nothing is scored before somebody is marked present", () => {
    expect(own(held({ 3: "excused" }))).toBe("no roll");
  });

  test("a kind of meeting without a sheet, and a copy of before, are not scored", () => {
    expect(own(held(), planned("m", "2026-12-03", { score: { ...KNOWN, sheet: null } }))).toBe("no sheet");
    expect(own(held(), planned("m", "2026-12-03", { score: null }))).toBe("not carried");
  });

  test("what was decided stands, and what was not stays open", () => {
    const document = held();
    give(document, "3.1", "4.5");

    const found = scored(document);

    expect(line(found, "3.1")?.line).toMatchObject({ why: "decided", points: Fraction.read("4.5") });
    expect(line(found, "3.2")?.line.why).toBe("people");
    expect(waiting(found).map((one) => one.line.key)).toEqual(["2", "3.2", "4.1", "4.2", "4.3", "5", "7"]);
  });

  test("a mark taken back is open again", () => {
    const document = held();
    give(document, "3.1", "4");
    document.decide("score/3.1", null, STAMP);

    expect(line(scored(document), "3.1")).toMatchObject({ decided: null, line: { why: "people" } });
  });

  test.each(["5.5", "-1", "1.125"])("%s of 5 points cannot be, and the line stays as proposed", (points) => {
    const document = held();
    give(document, "3.1", points);

    expect(line(scored(document), "3.1")).toMatchObject({ problem: "points", line: { why: "people", points: null } });
  });

  test("against the record it takes a reason; the same points again are none", () => {
    const document = held({ 1: "present", 2: "present", 3: "present" });

    give(document, "2", "4");
    expect(line(scored(document), "2")).toMatchObject({ problem: "reason", line: { why: "measured" } });
    expect(waiting(scored(document)).map((one) => one.line.key)).toContain("2");

    give(document, "2", "4", "một người về sớm");
    expect(line(scored(document), "2")).toMatchObject({ problem: null, line: { why: "decided", because: "một người về sớm" } });

    give(document, "2", "5");
    expect(line(scored(document), "2")).toMatchObject({ problem: null, line: { why: "measured" } });
  });

  test("events are said by people, and the vote is counted when the meeting ended", () => {
    const meeting = planned("m", "2026-12-03", { score: { ...KNOWN, sheet: "odd" } });
    const document = held();
    document.decide("end", { at: "2026-12-03T13:50:00.000Z" }, STAMP);
    document.decide("roll/2", { mark: "present", reason: "", arrived_at: null, left_at: "2026-12-03T13:55:00.000Z" }, STAMP);
    expect(scored(document, meeting).events.map(({ happened }) => happened)).toEqual([null, null]);

    document.decide("score-event/disciplined", { happened: true }, STAMP);
    document.decide("score-vote", { in_favour: 2 }, STAMP);

    const found = scored(document, meeting);
    expect(found.events.map(({ happened }) => happened)).toEqual([true, null]);
    expect([found.inFavour, found.poll.votersPresent]).toEqual([2, 2]);
  });

  test("what no device of ours writes says nothing", () => {
    const document = held();
    document.decide("score/3.1", { points: 5 }, STAMP);
    document.decide("score/9.9", { points: "5" }, STAMP);
    document.decide("score-vote", { in_favour: "7" }, STAMP);
    document.decide("score-event/fire", { happened: "yes" }, STAMP);

    const found = scored(document);

    expect([line(found, "3.1")?.line.why, found.inFavour]).toEqual(["people", null]);
  });
});

describe("what the phone knows beside", () => {
  function evidence(meeting: Meeting, document: RoomDocument, others: Other[] = []): ReturnType<typeof evidenceOf> {
    const copy = copyWith(meeting);
    return evidenceOf(meeting, meeting.score as Known, shown(copy, meeting, document, AT), others, AT);
  }

  test("hours are to the second, as in the record", () => {
    expect(evidence(MEETING, held()).opened_at).toBe("2026-12-03T12:30:00Z");
  });

  test("a run goes on through meetings of this phone that were not sent", () => {
    const meeting = planned("m", "2026-12-03", { score: { ...KNOWN, runs: { 3: [1, 1], 2: [0, 2] } } });
    const november = otherOf(planned("n", "2026-11-03"), held({ 1: "present", 3: "excused" }, "2026-11-03"));
    const lengths = (others: Other[]): number[] => evidence(meeting, held(), others).excused_runs.map(({ length }) => length).sort();

    expect(lengths([])).toEqual([2, 2]);
    expect(lengths([november])).toEqual([2, 3]);
    // What the server knew when the copy was made is in the runs already; another year is another year.
    expect(lengths([{ ...november, isKnown: true }])).toEqual([2, 2]);
    expect(lengths([{ ...november, month: "2025-11-01" }])).toEqual([2, 2]);
    expect(lengths([{ ...november, kind: "thematic" }])).toEqual([2, 2]);
  });

  test("a combined evening is one sitting with the longer norm", () => {
    const document = held();
    document.decide("end", { at: "2026-12-03T13:30:00.000Z" }, STAMP);
    const half = held({ 1: "present" });
    half.decide("end", { at: "2026-12-03T14:30:00.000Z" }, STAMP);
    const theme = otherOf(planned("t", "2026-12-03", { kind: "thematic" }), half);

    expect(evidence(MEETING, document, [theme])).toMatchObject({ ended_at: "2026-12-03T14:30:00.000Z", norm_minutes: 120 });
    expect(evidence(MEETING, document, [{ ...theme, openedAt: null }])).toMatchObject({ ended_at: "2026-12-03T13:30:00Z", norm_minutes: 90 });
  });

  test("thematic meetings of the quarter count from this phone, too", () => {
    const theme = otherOf(planned("t", "2026-11-20", { kind: "thematic" }), held({ 1: "present" }, "2026-11-20"));

    expect(evidence(MEETING, held(), [theme]).themes_on).toEqual(["2026-11-20"]);
    expect(evidence(MEETING, held(), [{ ...theme, month: "2026-09-01" }]).themes_on).toEqual([]);
    expect(evidence(planned("m", "2026-12-03", { kind: "thematic" }), held()).themes_on).toEqual(["2026-12-03"]);
  });

  test("who is not marked present did not speak, and words are needed", () => {
    const document = held();
    const say = (key: string, who: string, gist: string): void => {
      document.write(`speech/${key}`, gist);
      document.decide(`speech/${key}`, { item: "i", person: who, guest: who ? "" : "Khách", said_at: "2026-12-03T13:00:00.000Z", is_proposal: false }, STAMP);
    };
    say("a", "1", "Đồng ý.");
    say("b", "3", "Đồng ý.");
    say("c", "2", "  ");
    say("d", "", "Chào chi bộ.");

    const [item] = evidence(MEETING, document).items;

    expect(item?.speakers).toEqual([{ person: "1", name: "Người 1" }, { person: null, name: "Khách" }]);
  });
});
