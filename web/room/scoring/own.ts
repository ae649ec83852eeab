// The cell's own score in the meeting in hand: what the record proposes, and what was decided in the room.

import type { Copy, Meeting } from "../copy";
import type { RoomDocument } from "../document";
import { type Shown, pollNow } from "../projection";
import type { Poll } from "../rules";
import { type Fields, keyOf, kindOf } from "../standing";
import { Fraction, NOTHING } from "./fractions";
import { type Other, evidenceOf } from "./known";
import { type Decision, type Line, differs, fits, isGone, isOpen } from "./lines";
import { type Score, score } from "./scoring";
import type { Override, Sheet } from "./sheets";

/** Why something decided cannot stand. */
export type Problem = "points" | "reason";

/** A line as proposed and as it stands, with what was decided about it. */
export interface OwnLine {
  readonly proposed: Line;
  readonly line: Line;
  readonly decided: Decision | null;
  readonly problem: Problem | null;
}

export interface OwnScore {
  readonly sheet: Sheet;
  readonly score: Score;
  readonly lines: readonly OwnLine[];
  readonly events: readonly { readonly override: Override; readonly happened: boolean | null }[];
  readonly inFavour: number | null;
  readonly poll: Poll;
  readonly note: string;
}

/** What stands in the way of a score, or the score. */
export type Found = "no roll" | "not carried" | "no sheet" | OwnScore;

/** Return the cell's own score; nothing of it before somebody is marked present. */
export function ownScore(copy: Copy, meeting: Meeting, document: RoomDocument, now: Shown, others: readonly Other[], at: Date): Found {
  const known = meeting.score;
  if (!known) return "not carried";
  const sheet = known.sheet === null ? undefined : copy.score?.sheets[known.sheet];
  if (!sheet) return "no sheet";
  const evidence = evidenceOf(meeting, known, now, others, at);
  if (evidence.attended === 0) return "no roll";
  const { decisions, events, inFavour } = decided(document);
  const proposal = score(sheet, evidence);
  const problems = new Map(proposal.lines.map((line) => [line.key, problemOf(line, decisions.get(line.key), sheet)]));
  const standing = proposal.lines.flatMap((line): [string, Decision][] => {
    const one = decisions.get(line.key);
    return one && !problems.get(line.key) && differs(line, one) ? [[line.key, one]] : [];
  });
  const found = score(sheet, evidence, new Map(standing), events);
  return {
    sheet, score: found, inFavour,
    lines: found.lines.map((line, place) => ({
      line, proposed: proposal.lines[place] as Line, decided: decisions.get(line.key) ?? null, problem: problems.get(line.key) ?? null,
    })),
    events: (sheet.overrides ?? []).map((override) => ({ override, happened: events.get(override.override) ?? null })),
    poll: pollNow(copy, meeting, now, "ordinary", now.endedAt === null ? at : new Date(now.endedAt)),
    note: document.text("score-note"),
  };
}

/** Return why a line cannot be decided so, by the checks of chibo/quality/actions/assessing.py; null when it can. */
export function problemOf(line: Line, decision: Decision | undefined, sheet: Sheet): Problem | null {
  if (!decision || isGone(line) || !fits(line, decision, sheet) || !differs(line, decision)) return null;
  const { points } = decision;
  if (points && (points.compare(NOTHING) < 0 || points.compare(line.most) > 0 || 100n % points.under !== 0n)) return "points";
  return isOpen(line) || decision.because.trim() ? null : "reason";
}

/** Return the lines that wait for people here: what a later day will prove waits for nobody. */
export function waiting({ lines }: OwnScore): OwnLine[] {
  return lines.filter(({ line, problem }) => problem !== null || line.why === "people");
}

function decided(document: RoomDocument): { decisions: Map<string, Decision>; events: Map<string, boolean>; inFavour: number | null } {
  const decisions = new Map<string, Decision>();
  const events = new Map<string, boolean>();
  let inFavour: number | null = null;
  for (const [name, { value }] of document.outcomes()) {
    if (value === null) continue;
    switch (kindOf(name)) {
      case "score": decisions.set(keyOf(name), decisionOf(value)); break;
      case "score-event": if (typeof value["happened"] === "boolean") events.set(keyOf(name), value["happened"]); break;
      case "score-vote": if (typeof value["in_favour"] === "number") inFavour = value["in_favour"]; break;
    }
  }
  return { decisions, events, inFavour };
}

function decisionOf(value: Fields): Decision {
  const { points, level, passed, because } = value;
  return {
    points: typeof points === "string" && /^-?\d{1,6}(\.\d{1,6})?$/.test(points) ? Fraction.read(points) : null,
    level: typeof level === "string" ? level : "",
    passed: typeof passed === "boolean" ? passed : null,
    because: typeof because === "string" ? because : "",
  };
}
