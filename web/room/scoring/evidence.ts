// What is on record of a meeting, as the measures read it. The twin of chibo/quality/rules/evidence.py.
// Moments (`_at`) are ISO with their zone, days (`_on`) ISO days in Vietnam; null is: not on record, or not yet.

export interface Called {
  readonly person: number | string;
  readonly name: string;
  readonly must_attend: boolean;
  /** present, excused, unexcused, uncalled, or why he need not come. */
  readonly state: string;
}

export interface Item {
  readonly key: string;
  readonly part: string;
  readonly title: string;
  readonly taken_up: boolean;
  readonly has_conclusion: boolean;
  /** Who spoke to it; a guest has no person. */
  readonly speakers: readonly { person: number | string | null; name: string }[];
  readonly tasks: number;
}

export interface Reviewed {
  readonly key: string;
  readonly what: string;
  readonly owner: string;
  readonly due_on: string;
  readonly is_done: boolean;
}

export interface Evidence {
  readonly kind: string;
  readonly starts_at: string;
  readonly planned_on: string;
  readonly roll: readonly Called[];
  readonly must_attend: number;
  readonly attended: number;
  readonly items: readonly Item[];
  readonly opened_at: string | null;
  readonly ended_at: string | null;
  /** The moment somebody looks, while the meeting sits: it has lasted until then. */
  readonly sits_at: string | null;
  readonly norm_minutes: number | null;
  readonly members: number;
  readonly chair: string;
  readonly meeting_secretary: string;
  readonly reviewed: readonly Reviewed[] | null;
  readonly resolution_voted: boolean | null;
  readonly read_back: boolean;
  readonly approved: boolean;
  readonly has_committee: boolean;
  readonly huddle_on: string | null;
  readonly noticed_at: string | null;
  readonly documents_at: string | null;
  readonly sealed_on: string | null;
  readonly posted_on: string | null;
  readonly with_theme: boolean;
  readonly themes_on: readonly string[];
  /** How many meetings running each member was absent with a reason this year, at the longest. */
  readonly excused_runs: readonly { name: string; length: number }[];
  readonly superior_present: boolean | null;
  readonly guests: readonly string[];
}
