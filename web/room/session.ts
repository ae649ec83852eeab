// One device at work: its store, the meeting in hand, and sending when there is a network.

import * as Y from "yjs";

import { NoNetwork, Refused, SignedOut } from "./asking";
import type { Copy, Meeting } from "./copy";
import { digest } from "./digest";
import { RoomDocument, type Stamp } from "./document";
import { documentKey, namedKey, uuid7 } from "./keys";
import { type Other, otherOf } from "./scoring/known";
import { NotKept } from "./kept";
import { Store } from "./store";
import { localDay } from "./words";
import type { Value } from "./standing";
import { type Answer, type Point, Sync, fromBase64, toBase64 } from "./sync";

// Letters typed in a row are kept together.
const PAUSE = 400;
// How often a device asks whether another one wrote something, and how long it leaves a dead network alone.
const ASK = 1_200;
const REST = 15_000;

// Where the parts of an agenda begin: as in chibo/meetings/actions/plan.py.
const POSITIONS: Readonly<Record<string, number>> = { opening: 0, body: 100, closing: 900 };

/** How sending stands. */
export type Line = "sent" | "waiting" | "signed-out" | "refused";

export class Session {
  copy: Copy | null = null;
  meeting: Meeting | null = null;
  document: RoomDocument | null = null;
  /** The cell's other meetings as this phone has them: a score rests on them, too. */
  others: readonly Other[] = [];
  points: readonly Point[] = [];
  state = "";
  /** How many things wait, since when, and when everything was last sent. */
  waiting: readonly { names: readonly string[]; at: string }[] = [];
  sentAt: Date | null = null;
  line: Line = "sent";
  /** What must not be missed: the storage failed, or the server refused. */
  alarm: "" | "full" | "gone" | string = "";
  skew = 0;
  /** Files of the preparation that are on this device, by id. */
  files: ReadonlySet<string> = new Set();
  /** The code of the provisional record as it is kept now. */
  code = "";

  private sync: Sync | null = null;
  /** What was typed and is not kept yet, by document: a full phone may hold some of a meeting left behind. */
  private readonly pending = new Map<string, { updates: Uint8Array[]; names: Set<string> }>();
  private timer = 0;
  private working: Promise<void> = Promise.resolve();
  private number = 0;
  private quietUntil = 0;
  private ticking: Promise<void> | null = null;

  constructor(
    readonly store: Store,
    private readonly changed: () => void,
  ) {}

  /** Open the copy after the store was unlocked. */
  async open(): Promise<void> {
    const about = await this.store.about();
    this.copy = await this.store.copy();
    this.skew = about?.skew ?? 0;
    this.sync = about ? new Sync(this.store, about.device, fetch.bind(globalThis)) : null;
    this.files = await this.store.files();
    await this.count();
  }

  /** Begin to carry a cell. Throws NoNetwork, SignedOut or Refused. */
  async carry(cell: string, name: string, pin: string): Promise<void> {
    const device = uuid7();
    const sync = new Sync(this.store, device, fetch.bind(globalThis));
    const added = await sync.ask<{ days_kept: number }>(`devices/${cell}/add/`, { device, name });
    const copy = await sync.ask<Copy>(`devices/${cell}/copy/`, { device });
    await this.store.begin(
      {
        device, cell, cellName: copy.cell.name, account: copy.account,
        daysKept: added.days_kept, heardAt: new Date().toISOString(),
      },
      pin,
    );
    await this.take(copy);
    await this.open();
  }

  /** Fetch the copy anew; what waits is sent first by the caller. */
  async renew(): Promise<void> {
    if (!this.sync || !this.copy) return;
    const { code } = this.copy.cell;
    const { device } = (await this.store.about()) ?? { device: "" };
    await this.take(await this.sync.ask<Copy>(`devices/${code}/copy/`, { device }));
    this.changed();
  }

  /** Take a meeting of the copy in hand. */
  async enter(document: string): Promise<void> {
    if (this.meeting?.document === document) return;
    await this.leave();
    const meeting = this.copy?.meetings.find((one) => one.document === document) ?? null;
    if (!meeting) return;
    const held = new RoomDocument();
    const kept = await this.store.document(document);
    if (kept) held.hear(kept);
    this.others = await this.besides(document);
    held.onWritten((update) => { this.written(update); });
    held.doc.on("update", () => { this.changed(); });
    this.meeting = meeting;
    this.document = held;
    this.state = meeting.state;
    this.points = [];
    this.number = 0;
    this.code = await digest(held);
    this.changed();
  }

  /** Begin the month's regular meeting, of which this device knows no plan; return its document. */
  async beginApart(title: string, when: string): Promise<string> {
    const copy = this.copy;
    if (!copy) return "";
    const day = localDay(this.now());
    const document = await documentKey(copy.cell.code, "regular", day.slice(0, 7));
    const items = await Promise.all((copy.agendas["regular"] ?? []).map(async (one, place) => ({
      ...one, id: await namedKey(`${document}/${one.part}/${one.title}`), position: (POSITIONS[one.part] ?? 100) + place,
      presenter: "", reason: "",
    })));
    const meeting: Meeting = {
      id: document, document, kind: "regular", title, month: `${day.slice(0, 7)}-01`, when,
      starts_at: this.now().toISOString(), place: "", theme: "", state: "planned",
      members: copy.members, items, materials: [], content: "", apart: true,
    };
    await this.store.keepCopy({ ...copy, meetings: [...copy.meetings, meeting] });
    this.copy = await this.store.copy();
    await this.enter(document);
    for (const { id, title: words, minutes, needs_vote, part, position } of items) {
      this.decide(`item/${id}`, { title: words, minutes, needs_vote, part, position, origin: "fixed" });
    }
    return document;
  }

  /** Erase what this device carries. Returns false, and erases nothing, while something waits to be sent. */
  async erase(): Promise<boolean> {
    await this.flush();
    if ((await this.store.waiting()) > 0) return false;
    await this.leave();
    await this.store.erase();
    this.copy = null;
    this.changed();
    return true;
  }

  /** Return the meeting in hand as a file that another device or the office can load. */
  file(): { name: string; content: string } | null {
    const { meeting, document, copy } = this;
    if (!meeting || !document || !copy) return null;
    const { kind, month } = meeting;
    const whole = toBase64(document.since());
    const content = { chibo: 1, document: meeting.document, cell: copy.cell.code, kind, month, update: whole };
    return { name: `chibo-${copy.cell.code}-${month.slice(0, 7)}.json`, content: JSON.stringify(content) };
  }

  /** Take a file of the preparation onto this device. Throws NoNetwork, SignedOut, Refused or NotKept. */
  async keepFile(id: string): Promise<void> {
    if (!this.sync) return;
    await this.store.keepFile(id, await this.sync.file(id));
    this.files = await this.store.files();
    this.changed();
  }

  /** Let go of the meeting in hand; what was typed is kept first. */
  async leave(): Promise<void> {
    await this.flush();
    this.meeting = null;
    this.document = null;
  }

  /** Decide about a line of the meeting in hand, with what belongs to it in words. */
  decide(line: string, value: Value, text?: string): void {
    const document = this.document;
    if (!document) return;
    this.inHand().names.add(line);
    document.doc.transact(() => {
      if (text !== undefined) document.write(line, text);
      document.decide(line, value, this.stamp());
    });
    void this.flush();
  }

  /** Write a paragraph as it was typed so far. */
  write(name: string, text: string): void {
    if (!this.document) return;
    this.inHand().names.add(name);
    this.document.write(name, text);
  }

  /** The moment, by the clock put right. */
  now(): Date {
    return new Date(Date.now() + this.skew * 1000);
  }

  /** Keep what was typed: nothing is shown as saved before this is done. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    const pending = [...this.pending];
    this.pending.clear();
    this.working = this.working.then(async () => {
      for (const [document, { updates, names }] of pending) await this.keep(document, updates, names);
      if (pending.length > 0) {
        if (this.document) this.code = await digest(this.document);
        await this.count();
        this.changed();
        // At once, so that the others see it within two seconds.
        void this.tick();
      }
    });
    return this.working;
  }

  /** Send and hear, if there is a network; called every now and then. */
  tick(): Promise<void> {
    // On a weak signal one exchange takes longer than the pause between two.
    this.ticking ??= this.once().finally(() => { this.ticking = null; });
    return this.ticking;
  }

  private async once(): Promise<void> {
    if (!this.sync || !this.store.isOpen || Date.now() < this.quietUntil) return;
    try {
      if (this.waiting.length > 0) await this.sendAll();
      else if (this.meeting && (await this.sync.number(this.meeting.document)) !== this.number) await this.exchange();
    } catch (error) {
      this.failed(error);
    }
    this.changed();
  }

  /** Write what the devices said into the minutes, and learn what stays open. */
  async fold(): Promise<void> {
    if (!this.sync || !this.meeting) return;
    try {
      await this.flush();
      await this.exchange();
      this.heard(await this.sync.fold(this.meeting.document));
    } catch (error) {
      this.failed(error);
    }
    this.changed();
  }

  /** Ask again at once, whatever the network did before. */
  wake(): void {
    this.quietUntil = 0;
    void this.tick();
  }

  static readonly EVERY = ASK;

  private async sendAll(): Promise<void> {
    await this.flush();
    const documents = new Set((await this.store.unsent()).map((one) => one.document));
    for (const document of documents) await this.exchange(document);
  }

  private async exchange(document = this.meeting?.document ?? ""): Promise<void> {
    const which = this.copy?.meetings.find((one) => one.document === document);
    if (!this.sync || !this.copy || !which) return;
    const held = document === this.meeting?.document ? this.document : await this.stored(document);
    const { kind, month } = which;
    const answer = await this.sync.run(
      { id: document, cell: this.copy.cell.code, kind, month },
      () => (held as RoomDocument).vector(),
      (update) => { held?.hear(update); },
    );
    this.skew = Math.abs(answer.skew) > 5 ? answer.skew : 0;
    if (this.document) this.code = await digest(this.document);
    if (document === this.meeting?.document) this.heard(answer);
    await this.store.heard(new Date(), this.copy.device.days_kept, this.skew);
    await this.count();
    this.line = this.waiting.length > 0 ? "waiting" : "sent";
    if (this.alarm !== "full" && this.alarm !== "gone") this.alarm = "";
    this.sentAt = new Date();
  }

  private besides(document: string): Promise<Other[]> {
    const rest = (this.copy?.meetings ?? []).filter((one) => one.document !== document);
    return Promise.all(rest.map(async (one) => otherOf(one, await this.stored(one.document))));
  }

  private async stored(document: string): Promise<RoomDocument> {
    const held = new RoomDocument();
    const kept = await this.store.document(document);
    if (kept) held.hear(kept);
    return held;
  }

  private async dropFiles(copy: Copy): Promise<void> {
    const named = new Set(copy.meetings.flatMap((one) => one.materials.map(({ id }) => id)));
    for (const id of await this.store.files()) if (!named.has(id)) await this.store.dropFile(id);
    this.files = await this.store.files();
  }

  private heard(answer: Answer): void {
    this.number = answer.number;
    this.points = answer.points;
    this.state = answer.state || this.state;
  }

  private failed(error: unknown): void {
    if (error instanceof NoNetwork) this.line = "waiting";
    else if (error instanceof SignedOut) this.line = "signed-out";
    else if (error instanceof Refused) {
      this.line = "refused";
      this.alarm = error.sentence;
      // Lost or given back: nothing of the cell stays on it, once nothing would be lost by that.
      if (error.code === "revoked") void this.erase();
    } else if (error instanceof NotKept) this.alarm = error.full ? "full" : "gone";
    else throw error;
    this.quietUntil = Date.now() + REST;
  }

  private async keep(document: string, updates: Uint8Array[], names: ReadonlySet<string>): Promise<void> {
    if (updates.length === 0) return;
    try {
      await this.store.keepToSend(document, Y.mergeUpdates(updates), [...names], new Date());
      if (this.alarm === "full" || this.alarm === "gone") this.alarm = "";
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      // Still in hand: it is tried again with the next word.
      const again = this.inHand(document);
      again.updates.unshift(...updates);
      for (const name of names) again.names.add(name);
      this.alarm = error.full ? "full" : "gone";
    }
  }

  private inHand(document = this.meeting?.document ?? ""): { updates: Uint8Array[]; names: Set<string> } {
    const found = this.pending.get(document) ?? { updates: [], names: new Set<string>() };
    this.pending.set(document, found);
    return found;
  }

  private written(update: Uint8Array): void {
    this.inHand().updates.push(update);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), PAUSE) as unknown as number;
  }

  private async count(): Promise<void> {
    try {
      this.waiting = (await this.store.unsent()).map(({ names, at }) => ({ names, at }));
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      this.alarm = "gone";
    }
  }

  private async take(fresh: Copy): Promise<void> {
    const known = new Set(fresh.meetings.map((one) => one.document));
    const unsent = new Set((await this.store.unsent()).map((one) => one.document));
    // Meetings begun here, of which the server has not heard yet, stay; and those in the book by now, of
    // which something here was not sent.
    const joined = new Set(fresh.joined);
    const mine = (one: Meeting): boolean => (one.apart === true && !joined.has(one.document)) || unsent.has(one.document);
    const own = (this.copy?.meetings ?? []).filter((one) => !known.has(one.document) && mine(one));
    const copy = { ...fresh, meetings: [...fresh.meetings, ...own] };
    for (const { document, content } of copy.meetings) {
      if (content) await this.store.keep(document, fromBase64(content));
    }
    await this.store.keepCopy({ ...copy, meetings: copy.meetings.map((one) => ({ ...one, content: "" })) });
    this.copy = await this.store.copy();
    await this.dropFiles(copy);
    // The meeting in hand shows what the desk put on its agenda meanwhile.
    this.meeting = this.copy?.meetings.find((one) => one.document === this.meeting?.document) ?? this.meeting;
    if (this.meeting) this.others = await this.besides(this.meeting.document);
  }

  private stamp(): Stamp {
    const { account, device } = this.copy ?? { account: "", device: { id: "" } };
    return { by: account, device: device.id, skew: this.skew, now: new Date() };
  }
}
