// What stands on the lines of a room's document. The twin of chibo/room/rules.py; vectors/standing.json
// holds the examples both must satisfy, docs/decisions/0016 the reasons.

export type Fields = Readonly<Record<string, unknown>>;
export type Value = Fields | null;

/** What a person decided about one line at one moment. */
export interface Decision {
  readonly key: string;
  readonly line: string;
  readonly value: Value;
  /** Keys of the decisions it replaces. */
  readonly saw: readonly string[];
  /** The device's clock, and the seconds by which it was known to be slow. */
  readonly at: string;
  readonly skew: number;
  readonly by: string;
  readonly device: string;
}

/** What counts on a line, and the decisions that stand on it, the one that counts first. */
export interface Outcome {
  readonly value: Value;
  readonly standing: readonly Decision[];
  readonly disputed: boolean;
}

// Each device that takes the roll opens the meeting for itself: the first one opened it.
const BEGINNINGS = new Set(["opened", "taken"]);

/** Return a decision as it stands in a document under a key; null when it has the wrong shape. */
export function readDecision(key: string, raw: unknown): Decision | null {
  if (!isFields(raw)) return null;
  const { line, value, saw, at, skew, by, device } = raw;
  if (typeof line !== "string" || line === "" || typeof by !== "string") return null;
  if (typeof device !== "string" || typeof at !== "string" || !isMoment(at)) return null;
  if (value !== null && !isFields(value)) return null;
  if (!Array.isArray(saw) || !saw.every((one) => typeof one === "string")) return null;
  if (typeof skew !== "number" || !Number.isFinite(skew)) return null;
  return { key, line, value, saw, at, skew, by, device };
}

/** Say whether a text is a moment as documents have it: "2026-12-03T12:30:05.120Z". */
export function isMoment(text: string): boolean {
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString() === text;
}

/** Return what counts on each line that has decisions, whatever the order they come in. */
export function outcomes(decisions: Iterable<Decision>): Map<string, Outcome> {
  const lines = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const among = lines.get(decision.line);
    if (among) among.push(decision);
    else lines.set(decision.line, [decision]);
  }
  return new Map([...lines].sort(byName).map(([line, among]) => [line, outcome(among)]));
}

/** Return what counts among the decisions of one line: the latest of those nobody replaced. */
export function outcome(among: readonly Decision[]): Outcome {
  const replaced = new Set(among.flatMap((one) => one.saw.filter((key) => key !== one.key)));
  const standing = among.filter((one) => !replaced.has(one.key)).sort(latestFirst);
  const beginning = standing.some((one) => BEGINNINGS.has(kindOf(one.line)));
  if (beginning) standing.sort(firstBegun);
  const value = standing[0]?.value ?? null;
  const disputed = !beginning && standing.some((one) => !same(one.value, value));
  return { value, standing, disputed };
}

/** Return what kind of line it is: "roll" of "roll/12". */
export function kindOf(line: string): string {
  const end = line.indexOf("/");
  return end < 0 ? line : line.slice(0, end);
}

/** Return what a line is about: "12" of "roll/12". */
export function keyOf(line: string): string {
  const end = line.indexOf("/");
  return end < 0 ? "" : line.slice(end + 1);
}

/** Return when a decision was made, as well as its device could know: milliseconds since 1970. */
export function momentOf(decision: Decision): number {
  return Date.parse(decision.at) + decision.skew * 1000;
}

/** Say whether two values say the same, in whatever order their fields stand. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

/** Return a value in the one form it is written in: fields by name, no spaces. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) =>
    isFields(one) ? Object.fromEntries(Object.entries(one).sort(byName)) : one,
  );
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function latestFirst(one: Decision, other: Decision): number {
  return momentOf(other) - momentOf(one) || (one.key < other.key ? 1 : -1);
}

// By the moment named; one taken back, or without one, comes last.
function firstBegun(one: Decision, other: Decision): number {
  const [at, otherAt] = [begun(one), begun(other)];
  return at < otherAt ? -1 : at > otherAt ? 1 : 0;
}

function begun(decision: Decision): string {
  const at = decision.value?.["at"];
  // "~" comes after every digit.
  return typeof at === "string" ? at : "~";
}

function isFields(raw: unknown): raw is Fields {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}
