import "fake-indexeddb/auto";

import { IDBObjectStore } from "fake-indexeddb";
import { afterEach, describe, expect, test, vi } from "vitest";

import type { Copy } from "../../web/room/copy";
import { RoomDocument } from "../../web/room/document";
import { NotKept } from "../../web/room/kept";
import { MustWait, WrongPin } from "../../web/room/lock";
import { Store } from "../../web/room/store";

const ROUNDS = 1000;
const ABOUT = {
  device: "d", cell: "TT.01", cellName: "Chi bộ bản Máy", account: "thuky", daysKept: 45,
  heardAt: "2026-12-03T12:00:00.000Z",
};
let place = 0;

async function begun(): Promise<{ name: string; store: Store }> {
  const name = `store ${(place += 1)}`;
  const store = await Store.open(name);
  await store.begin(ABOUT, "246810", ROUNDS);
  await store.keepCopy({ version: 1 } as Copy);
  return { name, store };
}

async function again(name: string): Promise<Store> {
  const store = await Store.open(name);
  await store.unlock("246810");
  return store;
}

function edit(mark: string): Uint8Array {
  const document = new RoomDocument();
  const stamp = { by: "thuky", device: "d", skew: 0, now: new Date("2026-12-03T12:30:00Z") };
  document.decide("roll/1", { mark }, stamp);
  return document.since();
}

afterEach(() => { vi.restoreAllMocks(); });

describe("the lock", () => {
  test("only the PIN opens it", async () => {
    const { name } = await begun();
    const store = await Store.open(name);

    await expect(store.unlock("111111")).rejects.toThrow(WrongPin);
    await expect(store.copy()).rejects.toThrow(WrongPin);

    await store.unlock("246810");
    expect(await store.copy()).toEqual({ version: 1 });
  });

  test("another PIN opens it after a change, and the old one no more", async () => {
    const { name, store } = await begun();
    await expect(store.changePin("111111", "135790", ROUNDS)).rejects.toThrow(WrongPin);
    expect(await store.copy()).toEqual({ version: 1 });

    await store.changePin("246810", "135790", ROUNDS);

    const later = await Store.open(name);
    await expect(later.unlock("246810")).rejects.toThrow(WrongPin);
    await later.unlock("135790");
    expect(await later.copy()).toEqual({ version: 1 });
  });

  test("a chosen file is sealed, opened only by the PIN, and erased with the rest", async () => {
    const { name, store } = await begun();
    const paper = new TextEncoder().encode("Báo cáo tháng 12");
    await store.keepFile("m1", paper);

    const reloaded = await Store.open(name);
    await expect(reloaded.file("m1")).rejects.toThrow(WrongPin);
    await reloaded.unlock("246810");
    expect(await reloaded.file("m1")).toEqual(paper);
    expect(await reloaded.file("m2")).toBeNull();
    expect(await reloaded.files()).toEqual(new Set(["m1"]));

    await reloaded.erase();
    expect(await reloaded.files()).toEqual(new Set());
  });

  test("wrong PINs in a row make it wait, longer each time, also after a reload", async () => {
    const { name } = await begun();
    const store = await Store.open(name);
    for (let count = 0; count < 5; count += 1) {
      await expect(store.unlock("111111", 1000)).rejects.toThrow(WrongPin);
    }

    const reloaded = await Store.open(name);
    await expect(reloaded.unlock("246810", 2000)).rejects.toThrow(MustWait);
    await expect(reloaded.unlock("111111", 32_000)).rejects.toThrow(WrongPin);
    await expect(reloaded.unlock("246810", 90_000)).rejects.toThrow(MustWait);
    await reloaded.unlock("246810", 93_000);
    expect((await reloaded.about())?.wrongPins).toBe(0);
  });

  test("what lies in the database tells no name", async () => {
    const { name, store } = await begun();
    await store.keepToSend("m", new TextEncoder().encode("Hà Văn Thuấn"), ["roll/1"], new Date());
    store.close();

    const raw = await new Promise<unknown[]>((done) => {
      indexedDB.open(name).onsuccess = ({ target }) => {
        const db = (target as IDBOpenDBRequest).result;
        db.transaction("updates").objectStore("updates").getAll().onsuccess = (found) => {
          done((found.target as IDBRequest<unknown[]>).result);
        };
      };
    });
    const bytes = (raw[0] as { data: Uint8Array }).data;
    expect(raw.length).toBe(1);
    expect(new TextDecoder().decode(bytes)).not.toContain("Thuấn");
  });

  test("a reload of the tab stays open, a wrong key does not", async () => {
    const { name, store } = await begun();
    const kept = await store.keepOpen();
    const reloaded = await Store.open(name);

    expect(await reloaded.reopen(btoa("x".repeat(32)))).toBe(false);
    expect(reloaded.isOpen).toBe(false);
    expect(await reloaded.reopen(kept)).toBe(true);
  });
});

describe("what is kept", () => {
  test("a killed tab finds what was kept before, and all of it still to be sent", async () => {
    const { name, store } = await begun();
    await store.keepToSend("m", edit("present"), ["roll/1"], new Date("2026-12-03T12:31:00Z"));
    await store.keepToSend("m", edit("excused"), ["roll/1"], new Date("2026-12-03T12:32:00Z"));

    const after = await again(name);

    const document = new RoomDocument();
    document.hear((await after.document("m")) as Uint8Array);
    expect(document.decisions().length).toBe(2);
    const unsent = await after.unsent();
    expect(unsent.map(({ names, at }) => [names, at.slice(11, 16)])).toEqual([
      [["roll/1"], "12:31"],
      [["roll/1"], "12:32"],
    ]);
  });

  test("what was sent no longer waits, and stays in the document", async () => {
    const { store } = await begun();
    await store.keepToSend("m", edit("present"), ["roll/1"], new Date());
    await store.sent((await store.unsent()).map(({ id }) => id));

    expect(await store.unsent()).toEqual([]);
    expect(await store.waiting()).toBe(0);
    expect(await store.document("m")).not.toBeNull();
  });

  test("many rows become one and say the same", async () => {
    const { name, store } = await begun();
    for (let count = 0; count < 45; count += 1) await store.keep("m", edit("present"));
    const before = new RoomDocument();
    before.hear((await store.document("m")) as Uint8Array);

    const after = new RoomDocument();
    after.hear((await (await again(name)).document("m")) as Uint8Array);
    expect(before.decisions().length).toBe(45);
    expect(after.decisions()).toEqual(before.decisions());
  });

  test("a full phone says so, and neither half of a write is there", async () => {
    const { store } = await begun();
    const add = IDBObjectStore.prototype.add;
    vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(function (this: IDBObjectStore, ...values) {
      if (this.name === "outbox") throw new DOMException("full", "QuotaExceededError");
      return add.apply(this, values);
    });

    const kept = store.keepToSend("m", edit("present"), ["roll/1"], new Date());

    await expect(kept).rejects.toThrow(NotKept);
    await expect(kept).rejects.toMatchObject({ full: true });
    vi.restoreAllMocks();
    expect(await store.document("m")).toBeNull();
    expect(await store.waiting()).toBe(0);
  });

  test("a database that the browser took away is no silent loss", async () => {
    const { store } = await begun();
    store.close();

    await expect(store.keep("m", edit("present"))).rejects.toThrow(NotKept);
  });

  test("a copy that heard nothing for too long erases itself, but never what was not sent", async () => {
    const { name, store } = await begun();
    const late = Date.parse(ABOUT.heardAt) + 46 * 86_400_000;
    await store.expire(late - 2 * 86_400_000);
    expect(await store.about()).toBeDefined();

    await store.keepToSend("m", edit("present"), ["roll/1"], new Date());
    await store.expire(late);
    expect(await store.waiting()).toBe(1);

    await store.sent((await store.unsent()).map(({ id }) => id));
    await store.expire(late);
    expect(await (await Store.open(name)).about()).toBeUndefined();
  });

  test("erasing leaves nothing", async () => {
    const { name, store } = await begun();
    await store.keepToSend("m", edit("present"), ["roll/1"], new Date());
    await store.erase();

    const after = await Store.open(name);
    expect(await after.about()).toBeUndefined();
    expect(await after.waiting()).toBe(0);
  });
});
