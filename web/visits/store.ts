// What a phone keeps for an official, in IndexedDB: his pages and the slips that are not with the office yet.
// Everything but whose they are and how many wait is sealed by the key of room/lock.ts.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";

import { begun, kept, read } from "../room/kept";
import { type Locked, WrongPin, drawKey, keyAsText, keyFromText, openLocked, seal, unseal } from "../room/lock";
import type { Slip } from "./slips";

type Bytes = Uint8Array<ArrayBuffer>;

/** Whose phone it is, readable without the PIN. */
export interface About extends Locked {
  readonly account: string;
  readonly name: string;
  readonly daysKept: number;
  /** When the server was last heard of; ISO. */
  readonly heardAt: string;
  /** Whether something was sent that the pages do not show yet. */
  readonly isBehind?: boolean;
}

/** The official's pages as the server made them, by their addresses. */
export type Pages = Readonly<Record<string, string>>;

/** What the server gives a phone to keep. */
export interface Given {
  readonly account: string;
  readonly name: string;
  readonly days_kept: number;
  readonly pages: Pages;
}

interface Tables extends DBSchema {
  about: { key: string; value: About };
  pages: { key: string; value: Bytes };
  // Sent or not is readable without the PIN, so that signing out knows whether anything would be lost.
  slips: { key: string; value: { id: string; isDraft: boolean; data: Bytes } };
}

const ONE = "phone";
// Its being there tells the service worker that this phone keeps the pages.
export const KEEPS = "keeps-visits";

export class VisitStore {
  private constructor(
    private readonly db: IDBPDatabase<Tables>,
    private key: CryptoKey | null = null,
  ) {}

  /** Open the database; it may be empty, and is locked. */
  static async open(name = "chibo-visits"): Promise<VisitStore> {
    const db = await openDB<Tables>(name, 1, {
      // Signing out on another page takes it away.
      blocking(_version, _blocked, event) { (event.target as IDBDatabase).close(); },
      upgrade(made) {
        made.createObjectStore("about");
        made.createObjectStore("pages");
        made.createObjectStore("slips", { keyPath: "id" });
      },
    });
    return new VisitStore(db);
  }

  get isOpen(): boolean {
    return this.key !== null;
  }

  /** Return whose phone it is; undefined when it keeps nothing. */
  about(): Promise<About | undefined> {
    return read(() => this.db.get("about", ONE));
  }

  /** Begin to keep an official's pages, under a PIN. */
  async begin(given: Given, pin: string, now: Date, rounds?: number): Promise<void> {
    const { key, wrapped } = await drawKey(pin, rounds);
    // Asked once; a browser that says no may still clear the storage of a full phone.
    await globalThis.navigator?.storage?.persist?.();
    const about = {
      account: given.account, name: given.name, daysKept: given.days_kept, heardAt: now.toISOString(),
      wrapped, wrongPins: 0, waitUntil: 0,
    };
    await kept([() => this.db.put("about", about, ONE)]);
    this.key = key;
    await this.keepPages(given.pages);
    await globalThis.caches?.open(KEEPS);
  }

  /** Unlock with the PIN. Throws WrongPin, or MustWait after several wrong ones. */
  async unlock(pin: string, now = Date.now()): Promise<void> {
    const about = await this.about();
    if (!about) throw new WrongPin();
    this.key = await openLocked(about, pin, now, (tries) => this.db.put("about", { ...about, ...tries }, ONE));
  }

  /** Return the key for a reload of this tab; it goes with the tab. */
  keepOpen(): Promise<string> {
    return keyAsText(this.opened());
  }

  /** Unlock with what keepOpen returned; say whether it fits. */
  async reopen(text: string): Promise<boolean> {
    try {
      this.key = await keyFromText(text);
      await this.pages();
      return true;
    } catch {
      this.key = null;
      return false;
    }
  }

  /** Note that something was sent that the pages do not show. */
  async fellBehind(): Promise<void> {
    const about = await this.about();
    if (about) await kept([() => this.db.put("about", { ...about, isBehind: true }, ONE)]);
  }

  /** Take in the pages anew. */
  async renew(given: Given, now: Date): Promise<void> {
    const about = await this.about();
    if (!about) return;
    const heard = { ...about, name: given.name, daysKept: given.days_kept, heardAt: now.toISOString(), isBehind: false };
    await this.keepPages(given.pages);
    await kept([() => this.db.put("about", heard, ONE)]);
  }

  async pages(): Promise<Pages> {
    const sealed = await read(() => this.db.get("pages", ONE));
    return sealed ? (await this.unsealed(sealed) as Pages) : {};
  }

  /** Keep a slip, whatever its state: shown as kept only once it is. */
  async keepSlip(slip: Slip): Promise<void> {
    const row = { id: slip.id, isDraft: slip.state === "draft", data: await this.sealed(slip) };
    const work = begun(() => this.db.transaction("slips", "readwrite", { durability: "strict" }));
    await kept([() => work.store.put(row), () => work.done], work);
  }

  /** Return all slips on the phone, the first begun first. */
  async slips(): Promise<Slip[]> {
    const rows = await read(() => this.db.getAll("slips"));
    return Promise.all(rows.map(async (row) => (await this.unsealed(row.data)) as Slip));
  }

  async dropSlip(slip: Slip): Promise<void> {
    await kept([() => this.db.delete("slips", slip.id)]);
  }

  /** How many slips are nowhere else, known without the PIN; drafts among them. */
  waiting(): Promise<number> {
    return read(() => this.db.count("slips"));
  }

  /** Erase pages that heard nothing from the server for longer than they may be kept. */
  async expire(now = Date.now()): Promise<void> {
    const about = await this.about();
    if (!about || now - Date.parse(about.heardAt) < about.daysKept * 86_400_000) return;
    // What was not sent is nowhere else: it stays, sealed.
    if ((await this.waiting()) === 0) await this.erase();
  }

  /** Erase everything on the phone. */
  async erase(): Promise<void> {
    this.key = null;
    const tables = ["about", "pages", "slips"] as const;
    const work = this.db.transaction(tables, "readwrite");
    await Promise.all([...tables.map((table) => work.objectStore(table).clear()), work.done]);
    await globalThis.caches?.delete(KEEPS);
  }

  close(): void {
    this.db.close();
  }

  private async keepPages(pages: Pages): Promise<void> {
    const data = await this.sealed(pages);
    await kept([() => this.db.put("pages", data, ONE)]);
  }

  private sealed(content: unknown): Promise<Bytes> {
    return seal(this.opened(), new TextEncoder().encode(JSON.stringify(content)));
  }

  private async unsealed(data: Bytes): Promise<unknown> {
    return JSON.parse(new TextDecoder().decode(await unseal(this.opened(), data)));
  }

  private opened(): CryptoKey {
    if (!this.key) throw new WrongPin();
    return this.key;
  }
}
