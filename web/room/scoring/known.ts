// What is on record of the meeting in hand: what the room writes, and what its phone carries beside. The twin of
// chibo/quality/rules/from_record.py; chibo/quality/carrying.py says what is carried.

import type { Meeting } from "../copy";
import type { RoomDocument } from "../document";
import { type Shown, isPresent } from "../projection";
import { absentByRight, attendanceBase } from "../rules";
import { localDay } from "../words";
import type { Evidence, Reviewed } from "./evidence";

/** What a phone carries of a meeting for its score. */
export interface Known {
  /** Which of the copy's sheets is in force; null: none. */
  readonly sheet: string | null;
  /** The length asked of it alone, and of a combined evening. */
  readonly norms: { readonly alone?: number; readonly combined?: number };
  /** By person: how many meetings running absent with a reason when it began, and at the longest this year. */
  readonly runs: Readonly<Record<string, readonly [now: number, longest: number]>>;
  readonly planned_on: string;
  readonly has_committee: boolean;
  readonly reviewed: readonly Reviewed[] | null;
  readonly huddle_on: string | null;
  readonly noticed_at: string | null;
  readonly documents_at: string | null;
  readonly sealed_on: string | null;
  readonly posted_on: string | null;
  readonly with_theme: boolean;
  readonly themes_on: readonly string[];
  readonly superior_present: boolean | null;
  readonly beside: readonly [opened: string, ended: string | null] | null;
}

/** Another meeting of the copy as this phone has it: perhaps held on it, and not sent yet. */
export interface Other {
  readonly kind: string;
  readonly month: string;
  readonly startsAt: string;
  /** Whether the server had its roll when the copy was made. */
  readonly isKnown: boolean;
  readonly openedAt: string | null;
  readonly endedAt: string | null;
  readonly marks: ReadonlyMap<string, string>;
}

const WITH_ROLL = new Set(["held", "closed", "sealed"]);

/** Return what a document says of another meeting. */
export function otherOf(meeting: Meeting, document: RoomDocument): Other {
  const found = document.outcomes();
  const at = (line: string): string | null => (found.get(line)?.value?.["at"] as string | undefined) ?? null;
  const marks = meeting.members.map(({ id }) => [id, String(found.get(`roll/${id}`)?.value?.["mark"] ?? "")] as const);
  return {
    kind: meeting.kind, month: meeting.month, startsAt: meeting.starts_at, isKnown: WITH_ROLL.has(meeting.state),
    openedAt: at("opened"), endedAt: at("end"), marks: new Map(marks.filter(([, mark]) => mark)),
  };
}

/** Return what is on record of a meeting. */
export function evidenceOf(meeting: Meeting, known: Known, now: Shown, others: readonly Other[], at: Date): Evidence {
  const came = new Set(now.roll.filter(isPresent).map(({ person }) => person.id));
  const base = attendanceBase(meeting.members, came);
  const half = known.beside ?? halfOf(meeting, others);
  const [opened, ended] = sitting(seconds(now.openedAt), seconds(now.endedAt), half);
  const items = now.items.map(({ item, takenAt, speeches, tasks, conclusion }) => {
    // Who is not marked present did not speak, and a speech without words is none.
    const said = speeches.filter(({ gist, person }) => gist.trim() && (!person || came.has(person)));
    return {
      key: item.id, part: item.part, title: item.title, taken_up: takenAt !== null || said.length > 0,
      has_conclusion: conclusion.trim() !== "", tasks: tasks.length,
      speakers: said.map(({ person, who }) => ({ person: person || null, name: who })),
    };
  });
  const votes = now.items.flatMap((one) => one.votes);
  return {
    kind: meeting.kind,
    starts_at: meeting.starts_at,
    roll: now.roll.map(({ person, state }) => ({ person: person.id, name: person.name, must_attend: absentByRight(person) === "", state })),
    must_attend: base.size,
    attended: [...base].filter((id) => came.has(id)).length,
    items,
    opened_at: opened,
    ended_at: ended,
    sits_at: ended === null && sits(opened, at) ? seconds(at.toISOString()) : null,
    norm_minutes: (half ? known.norms.combined : known.norms.alone) ?? null,
    members: meeting.members.filter(({ place }) => place !== "guest_for_a_time").length,
    chair: now.chair?.name ?? "",
    meeting_secretary: now.writer?.name ?? "",
    resolution_voted: now.resolution.trim() ? votes.some(({ on }) => on === "resolution") : null,
    read_back: now.wasRead,
    approved: now.approved,
    excused_runs: runs(meeting, known, now, others),
    guests: now.guests.map(({ name }) => name),
    themes_on: themes(meeting, known, now, others),
    planned_on: known.planned_on, has_committee: known.has_committee, reviewed: known.reviewed,
    huddle_on: known.huddle_on, noticed_at: known.noticed_at, documents_at: known.documents_at,
    sealed_on: known.sealed_on, posted_on: known.posted_on, with_theme: known.with_theme, superior_present: known.superior_present,
  };
}

// Who looks later than this after the opening types in a meeting of another day.
const LONGEST_SITTING = 6 * 3_600_000;

function sits(opened: string | null, at: Date): boolean {
  return opened !== null && at.getTime() - Date.parse(opened) <= LONGEST_SITTING;
}

// The record has its hours to the second.
function seconds(at: string | null): string | null {
  return at === null ? null : `${at.slice(0, 19)}Z`;
}

type Half = readonly [opened: string, ended: string | null];

const HALVES: Readonly<Record<string, string>> = { regular: "thematic", thematic: "regular" };

/** When the other half of a combined evening sat, if it did on this phone. */
function halfOf(meeting: Meeting, others: readonly Other[]): Half | null {
  const on = dayOf(meeting.starts_at);
  const half = others.find((one) => one.kind === HALVES[meeting.kind] && one.openedAt !== null && dayOf(one.startsAt) === on);
  return half?.openedAt ? [half.openedAt, half.endedAt] : null;
}

/** From when to when it sat; a combined evening is one sitting. */
function sitting(opened: string | null, ended: string | null, half: Half | null): [string | null, string | null] {
  if (!half || opened === null || ended === null) return [opened, ended];
  const [otherOpened, otherEnded] = half;
  const earlier = Date.parse(otherOpened) < Date.parse(opened) ? otherOpened : opened;
  const later = otherEnded !== null && Date.parse(otherEnded) > Date.parse(ended) ? otherEnded : ended;
  return [earlier, later];
}

/** Each member's longest run of excused absences of the year, this meeting with it. */
function runs(meeting: Meeting, known: Known, now: Shown, others: readonly Other[]): Evidence["excused_runs"] {
  const found = new Map(Object.entries(known.runs));
  const call = (person: string, mark: string): void => {
    const [before, longest] = found.get(person) ?? [0, 0];
    const running = mark === "excused" ? before + 1 : 0;
    found.set(person, [running, Math.max(longest, running)]);
  };
  const sameYear = meeting.month.slice(0, 4);
  const unsent = others.filter((one) => one.kind === "regular" && !one.isKnown && one.month.startsWith(sameYear)
    && one.openedAt !== null && Date.parse(one.startsAt) < Date.parse(meeting.starts_at));
  unsent.sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
  for (const { marks } of unsent) marks.forEach((mark, person) => { call(person, mark); });
  if (meeting.kind === "regular") {
    for (const { person, state } of now.roll) if (/^(present|excused|unexcused)$/.test(state)) call(person.id, state);
  }
  const names = new Map(meeting.members.map(({ id, name }) => [id, name]));
  return [...found].filter(([, [, longest]]) => longest > 0).map(([id, [, length]]) => ({ name: names.get(id) ?? "", length }));
}

/** The days of the quarter's thematic meetings up to this one. */
function themes(meeting: Meeting, known: Known, now: Shown, others: readonly Other[]): string[] {
  const here = others.filter((one) => one.kind === "thematic" && !one.isKnown && one.openedAt !== null
    && quarterOf(one.month) === quarterOf(meeting.month) && Date.parse(one.startsAt) <= Date.parse(meeting.starts_at));
  const days = new Set([...known.themes_on, ...here.map((one) => dayOf(one.startsAt))]);
  if (meeting.kind === "thematic" && now.openedAt !== null) days.add(dayOf(meeting.starts_at));
  return [...days].sort();
}

function quarterOf(month: string): string {
  return `${month.slice(0, 4)}/${Math.floor((Number(month.slice(5, 7)) - 1) / 3)}`;
}

function dayOf(at: string): string {
  return localDay(new Date(at));
}
