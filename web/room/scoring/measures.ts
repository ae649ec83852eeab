// What the record of one meeting proves. The twin of chibo/quality/rules/measures.py: what is not on record is
// unknown, never nothing and never full.

import { clock, day, localDay, t } from "../words";
import type { Marks } from "./conditions";
import type { Evidence, Item } from "./evidence";
import { Fraction } from "./fractions";

/** A value and what it comes from; null where nothing proves one, and `words` then say what is missing. */
export interface Measured {
  readonly value: Fraction | null;
  readonly part?: number;
  readonly whole?: number;
  readonly marks?: Marks;
  readonly words: string;
}

type Measure = (of: Evidence) => Measured;

function share(part: number, whole: number, say: (value: string) => string): Measured {
  const value = Fraction.of(100 * part, whole);
  return { value, part, whole, words: say(`${value.plain(1)}%`) };
}

function count(number: number, words: string): Measured {
  return { value: Fraction.of(number), words };
}

function answer(yes: boolean, words: string): Measured {
  return { value: Fraction.of(yes ? 1 : 0), words };
}

function unknown(words: string): Measured {
  return { value: null, words };
}

function yesNo(yes: boolean): string {
  return (yes ? t("Yes") : t("No")).toLowerCase();
}

function minutes(since: string, until: string): number {
  return Math.max(0, Math.floor((Date.parse(until) - Date.parse(since)) / 60_000));
}

function began(of: Evidence): string {
  return of.opened_at ?? of.starts_at;
}

function heldOn(of: Evidence): string {
  return localDay(new Date(began(of)));
}

function daysAfter(of: Evidence, on: string): number {
  return Math.max(0, Math.round((Date.parse(on) - Date.parse(heldOn(of))) / 86_400_000));
}

function body(of: Evidence): Item[] {
  return of.items.filter((one) => one.part === "body");
}

function ahead(of: Evidence, at: string | null, missing: string, say: (facts: { at: string; value: string }) => string): Measured {
  if (at === null) return unknown(missing);
  const hours = Math.max(0, Math.floor((Date.parse(began(of)) - Date.parse(at)) / 3_600_000));
  return count(hours, say({ at: `${clock(at)}, ${day(at)}`, value: t("%(count)s hours", { count: hours }) }));
}

function isComplete(of: Evidence): boolean {
  return of.roll.length > 0 && !of.roll.some((one) => one.state === "uncalled");
}

/** Return which steps of a meeting are on record; one that has nothing to do is left out. */
export function steps(of: Evidence): boolean[] {
  const found = [
    of.meeting_secretary !== "",
    isComplete(of),
    of.reviewed === null ? null : of.reviewed.length > 0,
    body(of).every((one) => one.taken_up || one.has_conclusion),
    of.items.some((one) => one.speakers.length > 0),
    body(of).every((one) => one.has_conclusion),
    of.resolution_voted,
    of.read_back,
    of.approved,
  ];
  return found.filter((one) => one !== null);
}

export const MEASURES: Readonly<Record<string, Measure>> = {
  minutes_held: (of) => {
    const { opened_at: opened, ended_at: ended } = of;
    if (opened === null || ended === null) return unknown(t("the meeting has no end yet"));
    const held = minutes(opened, ended);
    return count(held, t("%(opened)s to %(ended)s, %(value)s", {
      opened: clock(opened), ended: clock(ended), value: t("%(count)s minutes", { count: held }),
    }));
  },
  minutes_short: (of) => {
    const { opened_at: opened, norm_minutes: norm } = of;
    const ended = of.ended_at ?? of.sits_at;
    if (opened === null || ended === null) return unknown(t("the meeting has no end yet"));
    if (norm === null) return unknown(t("no length is asked of this meeting"));
    const held = minutes(opened, ended);
    if (of.ended_at === null && held < norm) return unknown(t("the meeting has no end yet"));
    return {
      value: Fraction.of(Math.max(0, norm - held)),
      marks: { norm: Fraction.of(norm), half: Fraction.of(norm, 2) },
      words: t("%(opened)s to %(ended)s, %(held)s minutes; asked: %(norm)s", { opened: clock(opened), ended: clock(ended), held, norm }),
    };
  },
  on_planned_day: (of) => answer(heldOn(of) === of.planned_on,
    t("planned for %(planned)s, held on %(held)s", { planned: day(of.planned_on), held: day(heldOn(of)) })),
  attendance: (of) => {
    if (of.attended === 0) return unknown(t("no roll was taken"));
    const without = of.roll.filter((one) => one.must_attend && one.state === "unexcused").length;
    return share(of.attended, of.must_attend, (value) => t("%(part)s of %(whole)s = %(value)s; %(unexcused)s absent without reason",
      { part: of.attended, whole: of.must_attend, value, unexcused: without }));
  },
  unexcused: (of) => {
    if (of.attended === 0) return unknown(t("no roll was taken"));
    const absent = of.roll.filter((one) => one.must_attend && one.state === "unexcused").length;
    return count(absent, t("absent without reason: %(value)s", { value: absent }));
  },
  excused_run: (of) => {
    if (of.attended === 0) return unknown(t("no roll was taken"));
    const longest = Math.max(0, ...of.excused_runs.map(({ length }) => length));
    return count(longest, t("longest run of excused absences: %(value)s", { value: longest }));
  },
  superior_present: (of) => of.superior_present === null ? unknown(t("nobody noted whether a superior sat in"))
    : answer(of.superior_present, t("guests: %(guests)s", { guests: of.guests.join(", ") || "–" })),
  notice_hours: (of) => ahead(of, of.noticed_at, t("no notice is on record"),
    (facts) => t("notice given %(at)s, %(value)s before", facts)),
  documents_hours: (of) => ahead(of, of.documents_at, t("no document is on record"),
    (facts) => t("documents handed out %(at)s, %(value)s before", facts)),
  has_committee: (of) => answer(of.has_committee, t("the cell has a committee: %(value)s", { value: yesNo(of.has_committee) })),
  huddle_held: (of) => of.huddle_on === null ? unknown(t("no huddle is on record"))
    : answer(of.huddle_on <= heldOn(of), t("the cell committee met on %(on)s", { on: day(of.huddle_on) })),
  speakers: (of) => {
    const present = new Set(of.roll.filter((one) => one.state === "present").map(({ person }) => person));
    if (present.size === 0) return unknown(t("no roll was taken"));
    const spoke = new Set(of.items.flatMap((one) => one.speakers.map(({ person }) => person)).filter((one) => one !== null && present.has(one)));
    return share(spoke.size, present.size, (value) => t("%(part)s of %(whole)s spoke = %(value)s", { part: spoke.size, whole: present.size, value }));
  },
  steps: (of) => {
    if (of.attended === 0) return unknown(t("no roll was taken"));
    const found = steps(of);
    const taken = found.filter(Boolean).length;
    return share(taken, found.length, () => t("%(part)s of %(whole)s steps on record", { part: taken, whole: found.length }));
  },
  conclusions: (of) => {
    const [whole, part] = [body(of).length, body(of).filter((one) => one.has_conclusion).length];
    if (whole === 0) return unknown(t("the agenda has no item"));
    return share(part, whole, () => t("%(part)s of %(whole)s items have a conclusion", { part, whole }));
  },
  tasks_given: (of) => {
    const given = of.items.reduce((so_far, one) => so_far + one.tasks, 0);
    return count(given, t("tasks given: %(value)s", { value: given }));
  },
  with_theme: (of) => answer(of.with_theme, t("thematic meeting this month: %(value)s", { value: yesNo(of.with_theme) })),
  theme_in_quarter: (of) => answer(of.themes_on.length > 0, t("thematic meetings this quarter: %(count)s", { count: of.themes_on.length })),
  tasks_done: (of) => {
    if (of.reviewed === null) return unknown(t("no resolution was there to review"));
    const today = localDay(new Date(of.starts_at));
    const due = of.reviewed.filter((one) => one.due_on <= today);
    if (due.length === 0) return unknown(t("no task of the last resolution was due"));
    const done = due.filter((one) => one.is_done).length;
    return share(done, due.length, (value) => t("%(part)s of %(whole)s tasks done = %(value)s", { part: done, whole: due.length, value }));
  },
  approved: (of) => {
    const yes = of.approved && of.read_back;
    if (!yes && of.ended_at === null) return unknown(t("the meeting has no end yet"));
    return answer(yes, t("minutes read back and approved: %(value)s", { value: yesNo(yes) }));
  },
  minutes_complete: (of) => {
    if (of.ended_at === null) return unknown(t("the meeting has no end yet"));
    const parts = [
      of.opened_at !== null, of.chair !== "", of.meeting_secretary !== "", isComplete(of),
      body(of).every((one) => one.has_conclusion),
    ];
    const part = parts.filter(Boolean).length;
    return share(part, parts.length, () => t("minutes hold %(part)s of %(whole)s parts", { part, whole: parts.length }));
  },
  resolution_voted: (of) => of.resolution_voted === null ? unknown(t("no resolution was drafted"))
    : answer(of.resolution_voted, t("resolution voted on: %(value)s", { value: yesNo(of.resolution_voted) })),
  sealed_days: (of) => {
    if (of.sealed_on === null) return unknown(t("the minutes are not in the book yet"));
    const days = daysAfter(of, of.sealed_on);
    return count(days, t("in the book on %(on)s, after %(value)s", { on: day(of.sealed_on), value: t("%(count)s days", { count: days }) }));
  },
  posted_days: (of) => {
    if (of.posted_on === null) return unknown(t("nobody noted yet that the papers are on the e-handbook"));
    const days = daysAfter(of, of.posted_on);
    return count(days, t("on the e-handbook on %(on)s, after %(value)s", { on: day(of.posted_on), value: t("%(count)s days", { count: days }) }));
  },
};

/** Measure evidence; what this phone does not know how to measure is unknown. */
export function measured(key: string, of: Evidence): Measured {
  return MEASURES[key]?.(of) ?? unknown(t("this phone cannot know it"));
}
