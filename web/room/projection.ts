// The record as the room shows it: what the decisions and texts of a document say of a meeting of the copy.

import type { Copy, Item, Meeting, Person } from "./copy";
import type { RoomDocument } from "./document";
import * as rules from "./rules";
import { type Decision, type Fields, type Outcome, keyOf, kindOf } from "./standing";

export interface RollLine {
  readonly person: Person;
  readonly line: string;
  /** present, excused, unexcused, uncalled, or why he need not come. */
  readonly state: string;
  readonly reason: string;
  readonly arrived: string | null;
  readonly left: string | null;
}

export interface Speech {
  readonly key: string;
  /** Whose it is, "" of a guest. */
  readonly person: string;
  readonly who: string;
  readonly gist: string;
  readonly isProposal: boolean;
}

export interface Vote {
  readonly line: string;
  readonly on: string;
  readonly question: string;
  readonly inFavour: number;
  readonly against: number;
  readonly other: number;
  readonly base: number;
  readonly needed: number;
}

export interface Task { readonly key: string; readonly what: string; readonly who: string; readonly dueOn: string; readonly expected: string; readonly measured: string }

export interface ShownItem {
  readonly item: Item;
  readonly takenAt: string | null;
  readonly speeches: readonly Speech[];
  readonly votes: readonly Vote[];
  readonly tasks: readonly Task[];
  readonly conclusion: string;
  /** Between those who write; it never goes into the record. */
  readonly note: string;
}

export interface Shown {
  readonly openedAt: string | null;
  readonly chair: Person | undefined;
  readonly writer: Person | undefined;
  readonly chairBecause: string;
  readonly roll: readonly RollLine[];
  readonly guests: readonly { key: string; name: string; title: string }[];
  /** How many attendance is counted on, how many of them are here now, how many must be. */
  readonly base: number;
  readonly presentNow: number;
  readonly needed: number | null;
  readonly items: readonly ShownItem[];
  readonly speakers: number;
  readonly resolution: string;
  readonly reserved: string;
  readonly endedAt: string | null;
  readonly wasRead: boolean;
  readonly approved: boolean;
  readonly disputed: readonly { line: string; standing: readonly Decision[] }[];
}

/** Return what a document says of a meeting, as of a moment. */
export function shown(copy: Copy, meeting: Meeting, document: RoomDocument, now: Date): Shown {
  const found = document.outcomes();
  const of = (line: string): Fields | null => found.get(line)?.value ?? null;
  const people = new Map(meeting.members.map((one) => [one.id, one]));
  const roll = meeting.members.map((person) => rollLine(person, of(`roll/${person.id}`)));
  const came = new Set(roll.filter(isPresent).map(({ person }) => person.id));
  const seat = of("seat");
  const base = rules.attendanceBase(meeting.members, came);
  const quorum = copy.values["meeting.quorum"];
  const here = presentAt(roll, of("opened"), now.toISOString());
  const items = allItems(meeting, found).map((item) => shownItem(item, copy, meeting, document, found));
  return {
    openedAt: text(of("opened"), "at") || null,
    chair: people.get(text(seat, "chair")),
    writer: people.get(text(seat, "meeting_secretary")),
    chairBecause: text(seat, "chair_because"),
    roll,
    guests: linesOf(found, "guest").map(([line, value]) => ({
      key: keyOf(line), name: text(value, "name"), title: text(value, "title"),
    })),
    base: base.size,
    presentNow: [...here].filter((id) => base.has(id)).length,
    needed: quorum ? rules.needed(quorum.value, base.size) : null,
    items,
    speakers: new Set(linesOf(found, "speech").map(([, value]) => text(value, "person")).filter(Boolean)).size,
    resolution: document.text("resolution"),
    reserved: document.text("reserved"),
    endedAt: text(of("end"), "at") || null,
    wasRead: of("read")?.["was_read"] === true,
    approved: of("read")?.["approved"] === true,
    disputed: [...found]
      .filter(([, one]) => one.disputed)
      .map(([line, { standing }]) => ({ line, standing })),
  };
}

/** Return the item in hand: the one taken up last. */
export function currentItem(now: Shown): ShownItem | undefined {
  const taken = now.items.filter((one) => one.takenAt !== null);
  return taken.sort((one, other) => ((one.takenAt ?? "") < (other.takenAt ?? "") ? 1 : -1))[0];
}

/** Return what a vote taken now on something would be counted on. */
export function pollNow(copy: Copy, meeting: Meeting, roll: Shown, on: string, now: Date): rules.Poll {
  const name = on === "admission" || on === "removal" ? `vote.${on}` : "vote.ordinary";
  const here = presentAt(roll.roll, { at: roll.openedAt }, now.toISOString());
  return rules.poll(meeting.members, here, copy.values[name]?.value ?? ">1/2");
}

export function isPresent(line: RollLine): boolean {
  return line.state === "present";
}

function rollLine(person: Person, value: Fields | null): RollLine {
  const mark = text(value, "mark");
  return {
    person,
    line: `roll/${person.id}`,
    state: mark || rules.absentByRight(person) || "uncalled",
    reason: text(value, "reason"),
    arrived: text(value, "arrived_at") || null,
    left: text(value, "left_at") || null,
  };
}

function presentAt(roll: readonly RollLine[], opened: Fields | null, at: string): Set<string> {
  const from = text(opened, "at");
  const presences = roll.filter(isPresent).map(({ person, arrived, left }) => ({
    person: person.id, arrived: arrived ?? from, left,
  }));
  return rules.presentAt(presences, at);
}

function allItems(meeting: Meeting, found: ReadonlyMap<string, Outcome>): Item[] {
  const made = linesOf(found, "item").map(([line, value]) => ({
    id: keyOf(line),
    part: (text(value, "part") || "body") as Item["part"],
    position: count(value, "position"),
    title: text(value, "title"),
    note: "",
    minutes: count(value, "minutes"),
    needs_vote: value["needs_vote"] === true,
    presenter: "",
    reason: "",
  }));
  const known = new Set(meeting.items.map((one) => one.id));
  return [...meeting.items, ...made.filter((one) => !known.has(one.id))].sort(
    (one, other) => one.position - other.position || (one.id < other.id ? -1 : 1),
  );
}

function shownItem(
  item: Item, copy: Copy, meeting: Meeting, document: RoomDocument, found: ReadonlyMap<string, Outcome>,
): ShownItem {
  const people = new Map(meeting.members.map((one) => [one.id, one.name]));
  const mine = ([, value]: readonly [string, Fields]): boolean => text(value, "item") === item.id;
  const speeches = linesOf(found, "speech").filter(mine).sort(bySaying);
  return {
    item,
    takenAt: text(found.get(`taken/${item.id}`)?.value ?? null, "at") || null,
    speeches: speeches.map(([line, value]) => ({
      key: keyOf(line),
      person: text(value, "person"),
      who: people.get(text(value, "person")) ?? text(value, "guest"),
      gist: document.text(line),
      isProposal: value["is_proposal"] === true,
    })),
    votes: linesOf(found, `vote/${item.id}`).map(([line, value]) => vote(line, value, copy, meeting, found)),
    tasks: linesOf(found, "task").filter(mine).map(([line, value]) => ({
      key: keyOf(line),
      what: text(value, "what"),
      who: people.get(text(value, "owner")) ?? text(value, "owner_group"),
      dueOn: text(value, "due_on"),
      expected: text(value, "expected"),
      measured: [text(value, "amount"), text(value, "measure")].filter(Boolean).join(" "),
    })),
    conclusion: document.text(`conclusion/${item.id}`),
    note: document.text(`note/${item.id}`),
  };
}

function vote(
  line: string, value: Fields, copy: Copy, meeting: Meeting, found: ReadonlyMap<string, Outcome>,
): Vote {
  const roll = meeting.members.map((one) => rollLine(one, found.get(`roll/${one.id}`)?.value ?? null));
  const here = presentAt(roll, found.get("opened")?.value ?? null, text(value, "at"));
  const on = text(value, "on");
  const name = on === "admission" || on === "removal" ? `vote.${on}` : "vote.ordinary";
  const { base, needed } = rules.poll(meeting.members, here, copy.values[name]?.value ?? ">1/2");
  return {
    line, on, base, needed,
    question: text(value, "question"),
    inFavour: count(value, "in_favour"),
    against: count(value, "against"),
    other: count(value, "other"),
  };
}

/** The lines of a kind that are there, with their values. */
function linesOf(found: ReadonlyMap<string, Outcome>, kind: string): [string, Fields][] {
  return [...found].flatMap(([line, { value }]) =>
    value !== null && (kindOf(line) === kind || line.startsWith(`${kind}/`)) ? [[line, value]] : [],
  );
}

function bySaying([one, said]: readonly [string, Fields], [other, otherSaid]: readonly [string, Fields]): number {
  const [at, otherAt] = [text(said, "said_at"), text(otherSaid, "said_at")];
  if (at !== otherAt) return at < otherAt ? -1 : 1;
  return one < other ? -1 : 1;
}

function text(value: Fields | null, name: string): string {
  const found = value?.[name];
  return typeof found === "string" ? found : "";
}

function count(value: Fields, name: string): number {
  const found = value[name];
  return typeof found === "number" && Number.isFinite(found) ? found : 0;
}
