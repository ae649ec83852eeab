// What a device keeps, in IndexedDB: the cell's copy, the documents of its meetings, and what is still to
// be sent. Everything but the name of the cell is sealed by the key of lock.ts.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import * as Y from "yjs";

import type { Copy } from "./copy";
import { begun, kept, read } from "./kept";
import { type Locked, WrongPin, drawKey, keyAsText, keyFromText, openLocked, seal, unseal, wrapKey } from "./lock";

type Bytes = Uint8Array<ArrayBuffer>;

/** Whose device it is, readable without the PIN. */
export interface About extends Locked {
  readonly device: string;
  readonly cell: string;
  readonly cellName: string;
  readonly account: string;
  readonly daysKept: number;
  /** When the server was last heard of; ISO. */
  readonly heardAt: string;
  /** Seconds by which its clock was slow then. */
  readonly skew?: number;
}

/** Some bytes not yet taken in by the server, and what they are about. */
export interface Unsent {
  readonly id: number;
  readonly document: string;
  readonly update: Uint8Array;
  /** Lines and paragraphs touched. */
  readonly names: readonly string[];
  readonly at: string;
}

interface Row {
  id?: number;
  document: string;
  data: Bytes;
}

interface Tables extends DBSchema {
  about: { key: string; value: About };
  copy: { key: string; value: Bytes };
  updates: { key: number; value: Row; indexes: { document: string } };
  outbox: { key: number; value: Row & { names: Bytes; at: string }; indexes: { document: string } };
  files: { key: string; value: Bytes };
}

const ABOUT = "device";

// So many rows of one document are made one again when it is opened.
const ROWS = 40;

export class Store {
  private constructor(
    private readonly db: IDBPDatabase<Tables>,
    private key: CryptoKey | null = null,
  ) {}

  /** Open the database; it may be empty, and is locked. */
  static async open(name = "chibo-room"): Promise<Store> {
    const db = await openDB<Tables>(name, 2, {
      // Signing out on another page takes the copy away.
      blocking(_version, _blocked, event) { (event.target as IDBDatabase).close(); },
      upgrade(made, before) {
        if (before < 1) {
          made.createObjectStore("about");
          made.createObjectStore("copy");
          for (const table of ["updates", "outbox"] as const) {
            made.createObjectStore(table, { keyPath: "id", autoIncrement: true }).createIndex("document", "document");
          }
        }
        made.createObjectStore("files");
      },
    });
    return new Store(db);
  }

  get isOpen(): boolean {
    return this.key !== null;
  }

  /** Return whose device it is; undefined when it carries nothing. */
  about(): Promise<About | undefined> {
    return read(() => this.db.get("about", ABOUT));
  }

  /** Begin to carry a cell, under a PIN. */
  async begin(
    about: Omit<About, "wrapped" | "wrongPins" | "waitUntil">,
    pin: string,
    rounds?: number,
  ): Promise<void> {
    const { key, wrapped } = await drawKey(pin, rounds);
    // Asked once; a browser that says no may still clear the storage of a full phone.
    await globalThis.navigator?.storage?.persist?.();
    await kept([() => this.db.put("about", { ...about, wrapped, wrongPins: 0, waitUntil: 0 }, ABOUT)]);
    this.key = key;
  }

  /** Unlock with the PIN. Throws WrongPin, or MustWait after several wrong ones. */
  async unlock(pin: string, now = Date.now()): Promise<void> {
    const about = await this.about();
    if (!about) throw new WrongPin();
    this.key = await openLocked(about, pin, now, (tries) => this.db.put("about", { ...about, ...tries }, ABOUT));
  }

  /** Put another PIN in the place of the old one. Throws WrongPin, MustWait or NotKept. */
  async changePin(old: string, fresh: string, rounds?: number): Promise<void> {
    await this.unlock(old);
    const wrapped = await wrapKey(this.opened(), fresh, rounds);
    const about = await this.about();
    if (about) await kept([() => this.db.put("about", { ...about, wrapped }, ABOUT)]);
  }

  /** Keep the key for a reload of this tab; it goes with the tab. */
  keepOpen(): Promise<string> {
    return keyAsText(this.opened());
  }

  /** Unlock with what keepOpen returned; say whether it fits. */
  async reopen(kept: string): Promise<boolean> {
    this.key = await keyFromText(kept);
    try {
      await this.copy();
      return true;
    } catch {
      this.key = null;
      return false;
    }
  }

  /** Note that the server was heard of. */
  async heard(now: Date, daysKept: number, skew: number): Promise<void> {
    const about = await this.about();
    if (about) await kept([() => this.db.put("about", { ...about, heardAt: now.toISOString(), daysKept, skew }, ABOUT)]);
  }

  async copy(): Promise<Copy | null> {
    const sealed = await read(() => this.db.get("copy", ABOUT));
    if (!sealed) return null;
    return JSON.parse(new TextDecoder().decode(await unseal(this.opened(), sealed))) as Copy;
  }

  async keepCopy(copy: Copy): Promise<void> {
    const sealed = await seal(this.opened(), new TextEncoder().encode(JSON.stringify(copy)));
    await kept([() => this.db.put("copy", sealed, ABOUT)]);
  }

  /** Keep an update that came from the server. */
  async keep(document: string, update: Uint8Array): Promise<void> {
    const data = await seal(this.opened(), update);
    await kept([() => this.db.add("updates", { document, data })]);
  }

  /** Keep an update made here, to be sent: both or neither. */
  async keepToSend(document: string, update: Uint8Array, names: readonly string[], at: Date): Promise<void> {
    const data = await seal(this.opened(), update);
    const told = await seal(this.opened(), new TextEncoder().encode(JSON.stringify(names)));
    const work = begun(() => this.db.transaction(["updates", "outbox"], "readwrite", { durability: "strict" }));
    const row = { document, data };
    await kept(
      [
        () => work.objectStore("updates").add(row),
        () => work.objectStore("outbox").add({ ...row, names: told, at: at.toISOString() }),
        () => work.done,
      ],
      work,
    );
  }

  /** Return all updates of a document as one; many rows are made one row. */
  async document(document: string): Promise<Uint8Array | null> {
    const rows = await read(() => this.db.getAllFromIndex("updates", "document", document));
    if (rows.length === 0) return null;
    const parts = await Promise.all(rows.map((row) => unseal(this.opened(), row.data)));
    const whole = Y.mergeUpdates(parts);
    if (rows.length >= ROWS) await this.compact(document, rows, whole);
    return whole;
  }

  /** Return what the server has not taken in, oldest first. */
  async unsent(): Promise<Unsent[]> {
    const rows = await read(() => this.db.getAll("outbox"));
    return Promise.all(
      rows.map(async ({ id, document, data, names, at }) => ({
        id: id as number,
        document,
        update: await unseal(this.opened(), data),
        names: JSON.parse(new TextDecoder().decode(await unseal(this.opened(), names))) as string[],
        at,
      })),
    );
  }

  /** Keep a file that somebody chose, sealed as all else. */
  async keepFile(id: string, content: Uint8Array): Promise<void> {
    const sealed = await seal(this.opened(), content);
    await kept([() => this.db.put("files", sealed, id)]);
  }

  /** Return a file that is kept; null when it is not. */
  async file(id: string): Promise<Uint8Array | null> {
    const sealed = await read(() => this.db.get("files", id));
    return sealed ? unseal(this.opened(), sealed) : null;
  }

  /** Return the ids of the files that are kept. */
  async files(): Promise<Set<string>> {
    return new Set(await read(() => this.db.getAllKeys("files")));
  }

  async dropFile(id: string): Promise<void> {
    await this.db.delete("files", id);
  }

  /** Forget what the server has taken in. */
  async sent(ids: readonly number[]): Promise<void> {
    const work = begun(() => this.db.transaction("outbox", "readwrite"));
    await kept([...ids.map((id) => () => work.store.delete(id)), () => work.done], work);
  }

  /** How much waits, known without the PIN. */
  waiting(): Promise<number> {
    return read(() => this.db.count("outbox"));
  }

  /** Erase a copy that has not heard from the server for longer than it may be kept. */
  async expire(now = Date.now()): Promise<void> {
    const about = await this.about();
    if (!about || now - Date.parse(about.heardAt) < about.daysKept * 86_400_000) return;
    // What was not sent is nowhere else: it stays, sealed.
    if ((await this.waiting()) === 0) await this.erase();
  }

  /** Erase everything on the device. */
  async erase(): Promise<void> {
    this.key = null;
    const tables = ["about", "copy", "updates", "outbox", "files"] as const;
    const work = this.db.transaction(tables, "readwrite");
    await Promise.all([...tables.map((table) => work.objectStore(table).clear()), work.done]);
  }

  close(): void {
    this.db.close();
  }

  private async compact(document: string, rows: readonly Row[], whole: Uint8Array): Promise<void> {
    const data = await seal(this.opened(), whole);
    const work = begun(() => this.db.transaction("updates", "readwrite", { durability: "strict" }));
    const gone = rows.map((row) => () => work.store.delete(row.id as number));
    await kept([() => work.store.add({ document, data }), ...gone, () => work.done], work);
  }

  private opened(): CryptoKey {
    if (!this.key) throw new WrongPin();
    return this.key;
  }
}
