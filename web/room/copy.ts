// The cell's copy as the server gives it: chibo/room/copy.py says the same.

import type { Member } from "./rules";
import type { Known } from "./scoring/known";
import type { Sheet } from "./scoring/sheets";

export interface Person extends Member {
  readonly name: string;
  readonly posts: readonly string[];
  /** Its posts as the cell calls them. */
  readonly title: string;
}

export interface Item {
  readonly id: string;
  readonly part: "opening" | "body" | "closing";
  readonly position: number;
  readonly title: string;
  readonly note: string;
  readonly minutes: number;
  readonly needs_vote: boolean;
  readonly presenter: string;
  readonly reason: string;
}

export interface Meeting {
  readonly id: string;
  readonly document: string;
  readonly kind: string;
  readonly title: string;
  /** Its first day: "2026-12-01". */
  readonly month: string;
  readonly starts_at: string;
  readonly when: string;
  readonly place: string;
  readonly theme: string;
  readonly state: string;
  readonly members: readonly Person[];
  readonly items: readonly Item[];
  readonly materials: readonly { id: string; name: string; size: number }[];
  /** The document as the server has it, in base64; "" when it has none. */
  readonly content: string;
  /** What scoring it takes beside what the room writes; an older copy has none. */
  readonly score?: Known | null;
  /** Begun on this device, which knew no plan of it. */
  readonly apart?: boolean;
}

export interface Value {
  readonly value: string;
  readonly source: string;
  readonly article: string;
}

export interface Copy {
  readonly version: number;
  readonly made_at: string;
  readonly cell: { readonly code: string; readonly name: string; readonly parent: string };
  readonly account: string;
  readonly device: { readonly id: string; readonly days_kept: number };
  readonly values: Readonly<Record<string, Value>>;
  readonly members: readonly Person[];
  readonly meetings: readonly Meeting[];
  /** Documents begun on a device that joined another one. */
  readonly joined: readonly string[];
  readonly agendas: Readonly<Record<string, readonly Omit<Item, "id" | "position" | "presenter" | "reason">[]>>;
  readonly tasks: readonly {
    id: string; what: string; owner: string; due_on: string; expected: string;
    amount: string | null; so_far: string | null; measure: string;
  }[];
  readonly resolutions: readonly { label: string; day: string; text: string }[];
  readonly themes: readonly { code: string; name: string }[];
  readonly score?: { readonly sheets: Readonly<Record<string, Sheet>> };
}
