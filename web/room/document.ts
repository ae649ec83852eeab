// One meeting's document on a device: decisions that are only added, and paragraphs that merge.
// docs/decisions/0016 says what is inside; what it means is in standing.ts and projection.ts.

import * as Y from "yjs";

import { uuid7 } from "./keys";
import { type Decision, type Outcome, type Value, outcome, outcomes, readDecision } from "./standing";

/** Who writes, on what, and when: put on every decision. */
export interface Stamp {
  readonly by: string;
  readonly device: string;
  readonly skew: number;
  readonly now: Date;
}

/** The origin of what came from elsewhere, so that it is not sent back. */
export const ELSEWHERE = "elsewhere";

export class RoomDocument {
  readonly doc = new Y.Doc();
  private readonly decided: Y.Map<unknown> = this.doc.getMap("decisions");

  /** Take in what another device or the server wrote; twice or in another order is the same. */
  hear(part: Uint8Array): void {
    Y.applyUpdate(this.doc, part, ELSEWHERE);
  }

  /** Return what another one lacks that has told its state vector; everything without one. */
  since(vector?: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc, vector);
  }

  /** Return what this device has of each writer. */
  vector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  /** Decide about a line; it replaces what stands there now. Null takes the line back. */
  decide(line: string, value: Value, stamp: Stamp): string {
    const key = uuid7(stamp.now);
    const saw = this.outcome(line).standing.map((one) => one.key).sort();
    const { by, device, skew } = stamp;
    this.decided.set(key, { line, value, saw, at: stamp.now.toISOString(), skew, by, device });
    return key;
  }

  /** Return the decisions of the right shape. */
  decisions(): Decision[] {
    return [...this.decided.entries()]
      .map(([key, raw]) => readDecision(key, raw))
      .filter((one) => one !== null);
  }

  /** Return what counts on one line. */
  outcome(line: string): Outcome {
    return outcome(this.decisions().filter((one) => one.line === line));
  }

  /** Return what counts on every line. */
  outcomes(): Map<string, Outcome> {
    return outcomes(this.decisions());
  }

  /** Return a paragraph. */
  text(name: string): string {
    return this.doc.share.has(name) ? this.paragraph(name).toString() : "";
  }

  /** Return the paragraphs that are not empty, by name. */
  texts(): Map<string, string> {
    const names = [...this.doc.share.keys()].filter((name) => name !== "decisions").sort();
    return new Map(names.map((name) => [name, this.text(name)] as const).filter(([, text]) => text));
  }

  /** Make a paragraph read as it was typed, touching only what differs. */
  write(name: string, wanted: string): void {
    const text = this.paragraph(name);
    const now = text.toString();
    const head = sharedHead(now, wanted);
    const tail = sharedTail(now.slice(head), wanted.slice(head));
    this.doc.transact(() => {
      text.delete(head, now.length - tail - head);
      text.insert(head, wanted.slice(head, wanted.length - tail));
    });
  }

  /** Call back with every update made on this device; return how to stop. */
  onWritten(call: (update: Uint8Array) => void): () => void {
    const listen = (update: Uint8Array, origin: unknown): void => {
      if (origin !== ELSEWHERE) call(update);
    };
    this.doc.on("update", listen);
    return () => { this.doc.off("update", listen); };
  }

  private paragraph(name: string): Y.Text {
    return this.doc.getText(name);
  }
}

// Yjs counts in UTF-16 units here; a pair of them is never cut.
function sharedHead(one: string, other: string): number {
  let count = 0;
  while (count < Math.min(one.length, other.length) && one[count] === other[count]) count += 1;
  return /[\uD800-\uDBFF]/.test(one[count - 1] ?? "") ? count - 1 : count;
}

function sharedTail(one: string, other: string): number {
  let count = 0;
  while (count < Math.min(one.length, other.length) && one.at(-1 - count) === other.at(-1 - count)) {
    count += 1;
  }
  return count > 0 && /[\uDC00-\uDFFF]/.test(one.at(-count) ?? "") ? count - 1 : count;
}
