import "fake-indexeddb/auto";

import fc from "fast-check";
import { IDBObjectStore } from "fake-indexeddb";
import { afterEach, describe, expect, test, vi } from "vitest";

import { NoNetwork, Refused, SignedOut } from "../../web/room/asking";
import { NotKept } from "../../web/room/kept";
import { MustWait, WrongPin } from "../../web/room/lock";
import { type Kept, type Slip, begun, sendAll, toSend, unsent, written } from "../../web/visits/slips";
import { type Given, VisitStore } from "../../web/visits/store";

const ROUNDS = 1000;
const NOW = new Date("2026-12-03T14:00:00Z");
const GIVEN: Given = {
  account: "canbo", name: "Ngân Văn Mừng", days_kept: 45, pages: { "/visits/": "<h1>Dự sinh hoạt</h1>" },
};
let place = 0;

function slip(id: string, fields: Record<string, string> = {}, now = NOW): Slip {
  return begun(id, "TT.01", "Chi bộ bản Máy", { day: "03/12/2026", ...fields }, now);
}

async function store(): Promise<{ name: string; kept: VisitStore }> {
  const name = `visits ${(place += 1)}`;
  const kept = await VisitStore.open(name);
  await kept.begin(GIVEN, "246810", NOW, ROUNDS);
  return { name, kept };
}

afterEach(() => { vi.restoreAllMocks(); });

describe("what a phone keeps", () => {
  test("a killed tab loses nothing that was kept, and only the PIN opens it", async () => {
    const { name, kept } = await store();
    await kept.keepSlip(slip("a", { weak_points: "Chưa kết luận rõ." }));
    kept.close();

    const again = await VisitStore.open(name);
    expect(await again.waiting()).toBe(1);
    await expect(again.slips()).rejects.toThrow(WrongPin);
    await expect(again.unlock("111111")).rejects.toThrow(WrongPin);
    await again.unlock("246810");

    expect((await again.slips())[0]?.fields["weak_points"]).toBe("Chưa kết luận rõ.");
    expect(await again.pages()).toEqual(GIVEN.pages);
  });

  test("a reload of the tab asks for nothing", async () => {
    const { name, kept } = await store();
    const key = await kept.keepOpen();

    const again = await VisitStore.open(name);

    expect(await again.reopen(key)).toBe(true);
    expect(await again.pages()).toEqual(GIVEN.pages);
    expect(await again.reopen("bm9uZQ==")).toBe(false);
  });

  test("many wrong PINs make one wait", async () => {
    const { kept } = await store();
    for (let n = 0; n < 5; n += 1) await expect(kept.unlock("111111", 0)).rejects.toThrow(WrongPin);

    await expect(kept.unlock("246810", 0)).rejects.toThrow(MustWait);
    await kept.unlock("246810", 60_000);
  });

  test("nothing of a slip lies open in the storage", async () => {
    const { name, kept } = await store();
    await kept.keepSlip(slip("a", { weak_points: "Chưa kết luận rõ." }));

    const rows = await everything(name);

    expect(rows).not.toContain("kết luận");
    expect(rows).not.toContain("TT.01");
    expect(rows).not.toContain("Dự sinh hoạt");
  });

  test("a phone that is full says so, and the slip kept before stays", async () => {
    const { kept } = await store();
    await kept.keepSlip(slip("a", { weak_points: "Một." }));
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => { throw new DOMException("", "QuotaExceededError"); });

    await expect(kept.keepSlip(slip("a", { weak_points: "Hai." }))).rejects.toMatchObject({ full: true } satisfies Partial<NotKept>);

    vi.restoreAllMocks();
    expect((await kept.slips())[0]?.fields["weak_points"]).toBe("Một.");
  });

  test("what was not sent outlives the days that pages are kept", async () => {
    const { kept } = await store();
    const late = NOW.getTime() + 46 * 86_400_000;
    await kept.keepSlip(slip("a"));
    await kept.expire(late);
    expect(await kept.about()).toBeDefined();

    await kept.dropSlip(slip("a"));
    await kept.expire(late);

    expect(await kept.about()).toBeUndefined();
  });
});

async function everything(name: string): Promise<string> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => { resolve(request.result); };
  });
  const found = await Promise.all(["pages", "slips"].map((table) => new Promise<unknown[]>((resolve) => {
    const request = db.transaction(table).objectStore(table).getAll() as IDBRequest<unknown[]>;
    request.onsuccess = () => { resolve(request.result); };
  })));
  return JSON.stringify(found, (_key, value: unknown) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value));
}

/** A store without a browser. */
class InHand implements Kept {
  readonly held = new Map<string, Slip>();
  constructor(...slips: Slip[]) { for (const one of slips) this.held.set(one.id, one); }
  async slips(): Promise<Slip[]> { return [...this.held.values()]; }
  async keepSlip(one: Slip): Promise<void> { this.held.set(one.id, one); }
  async dropSlip(one: Slip): Promise<void> { this.held.delete(one.id); }
}

describe("sending", () => {
  const waiting = (id: string, at = NOW): Slip => toSend(slip(id), { day: "03/12/2026" }, at);

  test("what waits is sent, oldest first, and goes from the phone", async () => {
    const kept = new InHand(waiting("b", new Date(NOW.getTime() + 1)), waiting("a"), slip("draft"));
    const sent: string[] = [];

    const outcome = await sendAll(kept, async (one) => { sent.push(one.id); });

    expect(sent).toEqual(["a", "b"]);
    expect(outcome).toEqual({ line: "quiet", sent: 2 });
    expect([...kept.held.keys()]).toEqual(["draft"]);
  });

  test.each([
    ["no-network", new NoNetwork()],
    ["signed-out", new SignedOut()],
    ["other-account", new Refused("other_account", "Vào bằng tài khoản đã viết.")],
  ])("%s: everything stays as it is", async (line, error) => {
    const kept = new InHand(waiting("a"), waiting("b"));

    const outcome = await sendAll(kept, async () => { throw error; });

    expect(outcome).toEqual({ line, sent: 0 });
    expect(unsent(await kept.slips())).toHaveLength(2);
  });

  test("a refused slip stays with the reason, and the rest is sent all the same", async () => {
    const kept = new InHand(waiting("a"), waiting("b", new Date(NOW.getTime() + 1)));
    const errors = { left_at: ["Giờ về trước giờ đến."] };

    await sendAll(kept, async (one) => { if (one.id === "a") throw new Refused("mistakes", "Chưa nhận được.", errors); });

    expect([...kept.held.values()]).toEqual([
      expect.objectContaining({ id: "a", state: "refused", sentence: "Chưa nhận được.", errors }),
    ]);
  });

  test("what is written while it is on its way stays, to be sent under the same key", async () => {
    const kept = new InHand(waiting("a"));

    await sendAll(kept, async (one) => {
      await kept.keepSlip(written(one, { day: "02/12/2026" }, new Date(NOW.getTime() + 5)));
    });

    expect(kept.held.get("a")).toMatchObject({ state: "draft", fields: { day: "02/12/2026" } });
  });

  test("however the network is cut, each slip comes at least once and none is lost", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom("ok", "cut before", "cut after"), { maxLength: 12 }), async (days) => {
      const kept = new InHand(waiting("a"), waiting("b"), waiting("c"));
      const taken = new Set<string>();
      const send = async (one: Slip): Promise<void> => {
        const how = days.shift() ?? "ok";
        if (how !== "cut before") taken.add(one.id);
        if (how !== "ok") throw new NoNetwork();
      };

      for (let tries = 0; tries < 20; tries += 1) {
        await sendAll(kept, send);
        for (const id of ["a", "b", "c"]) expect(taken.has(id) || kept.held.has(id)).toBe(true);
      }

      expect([...taken].sort()).toEqual(["a", "b", "c"]);
      expect(kept.held.size).toBe(0);
    }));
  });
});
