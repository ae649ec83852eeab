// Sending what is in the outbox and hearing what the others wrote. It knows nothing of what the bytes
// mean. Every request is safe to send again: a cut at any moment costs time and nothing else.

import * as Y from "yjs";

import { type Fetch, NoNetwork, Refused, ask, reach } from "./asking";
import type { Store, Unsent } from "./store";

/** What the server says of a document. */
export interface Answer {
  readonly number: number;
  readonly folded: number;
  readonly state: string;
  readonly points: readonly Point[];
}

/** Something that is not in the record, with the reason. */
export interface Point {
  readonly line: string;
  readonly kind: "disputed" | "refused" | "late" | "unreadable";
  readonly reason: string;
  readonly sentence: string;
  readonly written: readonly unknown[];
}

interface Heard extends Answer {
  readonly update: string;
  readonly skew: number;
}

/** Which document, for a server that may not have heard of it. */
export interface Which {
  readonly id: string;
  readonly cell: string;
  readonly kind: string;
  readonly month: string;
}

// What goes up in one request; at 64 kbit/s some six seconds.
const BATCH = 48_000;

export class Sync {
  constructor(
    private readonly store: Store,
    private readonly device: string,
    private readonly fetch: Fetch,
    private readonly base = "/meetings/",
  ) {}

  /**
   * Send all that waits of a document and hear what it lacks; return what the server says.
   *
   * hear: called with what is new, after it is kept. vector: what the page has.
   * Throws NoNetwork, SignedOut, Refused or NotKept; what was acknowledged until then stays so.
   */
  async run(
    which: Which,
    vector: () => Uint8Array,
    hear: (update: Uint8Array) => void,
  ): Promise<Heard> {
    const waiting = (await this.store.unsent()).filter((one) => one.document === which.id);
    const batches = inBatches(waiting);
    let answer: Heard | undefined;
    for (const batch of batches.length > 0 ? batches : [[]]) {
      answer = await this.send(which, batch, vector());
      const lacking = lackingOf(answer);
      // The two bytes of an update that says nothing.
      if (lacking.length > 2) {
        await this.store.keep(which.id, lacking);
        hear(lacking);
      }
      await this.store.sent(batch.map((one) => one.id));
    }
    return answer as Heard;
  }

  /** Ask the server to write the document into the minutes. */
  fold(document: string): Promise<Answer> {
    return this.ask(`documents/${document}/fold/`, { device: this.device });
  }

  /** Return how many updates the server has of a document; 0 when it knows none. */
  async number(document: string): Promise<number> {
    const response = await reach(this.fetch, `${this.base}documents/${document}/number/`, { method: "GET" });
    return response.ok ? Number(await response.text()) : 0;
  }

  /** Ask something of the server in plain values. */
  ask<Answered>(path: string, values: object): Promise<Answered> {
    return ask(this.fetch, this.base + path, values);
  }

  /** Return a file of a meeting's preparation. Throws NoNetwork, SignedOut or Refused. */
  async file(id: string): Promise<Uint8Array> {
    const response = await reach(this.fetch, `${this.base}materials/${id}/`, { method: "GET" });
    if (response.status === 404) throw new Refused("gone", "");
    if (!response.ok) throw new NoNetwork();
    try {
      return new Uint8Array(await response.arrayBuffer());
    } catch {
      throw new NoNetwork();
    }
  }

  private send(which: Which, batch: readonly Unsent[], vector: Uint8Array): Promise<Heard> {
    const update = batch.length > 0 ? Y.mergeUpdates(batch.map((one) => one.update)) : null;
    const { id, ...about } = which;
    return this.ask(`documents/${id}/sync/`, {
      ...about,
      device: this.device,
      clock: new Date().toISOString(),
      vector: toBase64(vector),
      update: update ? toBase64(update) : "",
    });
  }
}

function lackingOf(answer: Heard): Uint8Array {
  try {
    return fromBase64(answer.update);
  } catch {
    throw new NoNetwork();
  }
}

/** Put updates together into requests of a size that gets through. */
export function inBatches(waiting: readonly Unsent[]): Unsent[][] {
  const batches: Unsent[][] = [];
  let size = Infinity;
  for (const one of waiting) {
    if (size + one.update.length > BATCH) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push(one);
    size += one.update.length;
  }
  return batches;
}

export function toBase64(bytes: Uint8Array): string {
  let letters = "";
  for (let place = 0; place < bytes.length; place += 8192) {
    letters += String.fromCharCode(...bytes.subarray(place, place + 8192));
  }
  return btoa(letters);
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
