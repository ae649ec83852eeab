// A slip as it is kept on the phone, and what becomes of it when it is sent. Knows no page and no storage.

import { NoNetwork, Refused, SignedOut } from "../room/asking";

/** What the form holds, field by field. */
export type Fields = Readonly<Record<string, string>>;

export interface Slip {
  /** Made on the phone, so that sending twice is not creating twice. */
  readonly id: string;
  readonly cell: string;
  readonly cellName: string;
  readonly fields: Fields;
  /** Being written; to be sent; sent in vain, until it is mended. */
  readonly state: "draft" | "waiting" | "refused";
  /** Why it was not taken in, and by field; markup of the server. */
  readonly sentence: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** When it was last written; ISO. */
  readonly at: string;
}

/** How sending stands. */
export type Line = "quiet" | "no-network" | "signed-out" | "other-account";

export interface Outcome {
  readonly line: Line;
  /** When something was sent. */
  readonly sent: number;
}

/** What sending needs of a store. */
export interface Kept {
  slips(): Promise<readonly Slip[]>;
  keepSlip(slip: Slip): Promise<void>;
  dropSlip(slip: Slip): Promise<void>;
}

export type Send = (slip: Slip) => Promise<unknown>;

/** Return a new slip about a cell; of the day it is begun on. */
export function begun(id: string, cell: string, cellName: string, fields: Fields, now: Date): Slip {
  return { id, cell, cellName, fields, state: "draft", sentence: "", errors: {}, at: now.toISOString() };
}

/** Return a slip with other words in it; what it was refused for stays until it is sent again. */
export function written(slip: Slip, fields: Fields, now: Date): Slip {
  return { ...slip, fields, state: slip.state === "waiting" ? "draft" : slip.state, at: now.toISOString() };
}

/** Return a slip as it waits to be sent. */
export function toSend(slip: Slip, fields: Fields, now: Date): Slip {
  return { ...slip, fields, state: "waiting", sentence: "", errors: {}, at: now.toISOString() };
}

/** Return those that wait or were refused: what is not with the office yet, and no mere draft. */
export function unsent(slips: readonly Slip[]): Slip[] {
  return slips.filter((one) => one.state !== "draft");
}

/**
 * Send what waits, oldest first. A slip goes from the phone only once the server has it.
 *
 * A refused one stays to be mended, and the rest is sent all the same. Without a network, or signed out,
 * everything stays as it is.
 */
export async function sendAll(store: Kept, send: Send): Promise<Outcome> {
  let sent = 0;
  const waiting = (await store.slips()).filter((one) => one.state === "waiting");
  for (const slip of [...waiting].sort((one, other) => one.at.localeCompare(other.at))) {
    try {
      await send(slip);
    } catch (error) {
      if (error instanceof NoNetwork) return { line: "no-network", sent };
      if (error instanceof SignedOut) return { line: "signed-out", sent };
      if (!(error instanceof Refused)) throw error;
      if (error.code === "other_account") return { line: "other-account", sent };
      await changeUnlessWritten(store, slip, { ...slip, state: "refused", sentence: error.sentence, errors: error.errors });
      continue;
    }
    sent += 1;
    await changeUnlessWritten(store, slip, null);
  }
  return { line: "quiet", sent };
}

// Somebody may have opened it again while it was on its way: then his words stay, to be sent under the same key.
async function changeUnlessWritten(store: Kept, before: Slip, after: Slip | null): Promise<void> {
  const now = (await store.slips()).find((one) => one.id === before.id);
  if (!now || now.at !== before.at || now.state !== "waiting") return;
  if (after) await store.keepSlip(after);
  else await store.dropSlip(before);
}
