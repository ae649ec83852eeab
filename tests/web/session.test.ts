import "fake-indexeddb/auto";

import { IDBObjectStore } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";

import type { Copy, Meeting } from "../../web/room/copy";
import { RoomDocument } from "../../web/room/document";
import { Session } from "../../web/room/session";
import { Store } from "../../web/room/store";
import { toBase64 } from "../../web/room/sync";

const ABOUT = {
  device: "d", cell: "TT.01", cellName: "", account: "thuky", daysKept: 45, heardAt: "2026-12-03T12:00:00.000Z",
};
let place = 0;

function meeting(document: string): Meeting {
  return {
    id: document, document, kind: "regular", title: "", month: "2026-12-01", when: "", place: "", theme: "",
    starts_at: "2026-12-03T12:30:00.000Z", state: "planned", members: [], items: [], materials: [], content: "",
  };
}

function copy(...documents: string[]): Copy {
  return {
    version: 1, made_at: "2026-12-03T12:00:00.000Z", cell: { code: "TT.01", name: "", parent: "" },
    account: "thuky", device: { id: "d", days_kept: 45 }, values: {}, members: [], meetings: documents.map(meeting),
    joined: [], agendas: {}, tasks: [], resolutions: [], themes: [],
  };
}

async function working(...documents: string[]): Promise<{ session: Session; store: Store }> {
  const store = await Store.open(`session ${(place += 1)}`);
  await store.begin(ABOUT, "246810", 1000);
  await store.keepCopy(copy(...documents));
  const session = new Session(store, () => undefined);
  await session.open();
  return { session, store };
}

/** A server that has the copy and takes what it is sent. */
function serve(fresh: Copy, taken: string[]): void {
  vi.stubGlobal("fetch", (url: string) => {
    if (url.endsWith("/copy/")) return Promise.resolve(Response.json(fresh));
    taken.push(url);
    const update = toBase64(new RoomDocument().since());
    return Promise.resolve(Response.json({ number: 1, update, points: [], state: "", folded: 0, skew: 7200 }));
  });
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("a meeting that is in the book by now still sends what was written of it", async () => {
  const taken: string[] = [];
  serve(copy("next"), taken);
  const { session } = await working("last");
  await session.enter("last");
  session.decide("roll/1", { mark: "present" });
  await session.leave();

  await session.open();
  await session.renew();
  await session.tick();

  expect(taken).toEqual(["/meetings/documents/last/sync/"]);
  expect(session.waiting).toEqual([]);
});

test("what a full phone could not keep is kept later, in the meeting it belongs to", async () => {
  const { session, store } = await working("one", "two");
  const add = IDBObjectStore.prototype.add;
  vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await session.enter("one");
  session.decide("roll/1", { mark: "present" });
  await session.flush();
  expect(session.alarm).toBe("full");

  await session.enter("two");
  vi.mocked(IDBObjectStore.prototype.add).mockImplementation(add);
  session.decide("roll/2", { mark: "present" });
  await session.flush();

  expect(session.alarm).toBe("");
  const kept = await Promise.all(["one", "two"].map(async (name) => {
    const document = new RoomDocument();
    document.hear((await store.document(name)) as Uint8Array);
    return document.decisions().map(({ line }) => line);
  }));
  expect(kept).toEqual([["roll/1"], ["roll/2"]]);
});

test("a letter typed is kept after a pause, and at once when the page goes", async () => {
  const { session, store } = await working("one");
  await session.enter("one");

  session.write("reserved", "Hà Văn Nọi: chưa đồng ý.");
  expect(await store.waiting()).toBe(0);
  await session.flush();

  expect(await store.waiting()).toBe(1);
  expect(session.waiting[0]?.names).toEqual(["reserved"]);
});

test("a wrong clock is allowed for, also when the page is opened again without a network", async () => {
  serve(copy("one"), []);
  const { session, store } = await working("one");
  await session.enter("one");
  session.decide("roll/1", { mark: "present" });
  await session.flush();
  await session.tick();

  const later = new Session(store, () => undefined);
  await later.open();

  expect(later.skew).toBe(7200);
  expect(later.now().getTime() - Date.now()).toBeGreaterThan(7_199_000);
});

test("a meeting begun here gives way to the one that it joined, once everything of it is sent", async () => {
  const fresh = { ...copy("planned"), joined: [] as string[] };
  serve(fresh, []);
  const { session } = await working();
  const begun = await session.beginApart("Sinh hoạt thường kỳ", "");
  session.decide("roll/1", { mark: "present" });
  await session.leave();
  fresh.joined.push(begun);

  await session.renew();
  expect(session.copy?.meetings.map((one) => one.document)).toEqual(["planned", begun]);
  await session.tick();
  await session.renew();

  expect(session.copy?.meetings.map((one) => one.document)).toEqual(["planned"]);
});

test("papers are kept when somebody chose them, and leave with their meeting", async () => {
  const withPaper = { ...meeting("next"), materials: [{ id: "m1", name: "Báo cáo.pdf", size: 3 }] };
  let fresh: Copy = { ...copy(), meetings: [withPaper] };
  vi.stubGlobal("fetch", (url: string) => Promise.resolve(
    url.endsWith("/materials/m1/") ? new Response(new Uint8Array([1, 2, 3])) : Response.json(fresh)));
  const { session, store } = await working("next");
  await session.keepFile("m1");
  expect(await store.file("m1")).toEqual(new Uint8Array([1, 2, 3]));

  await session.renew();
  expect(session.files).toEqual(new Set(["m1"]));

  fresh = copy("other");
  await session.renew();
  expect(session.files).toEqual(new Set());
});

const CUT: Record<string, () => Promise<Response>> = {
  "on its way there": () => Promise.reject(new TypeError("cut")),
  "in the middle of the answer": () => Promise.resolve(new Response('{"version":1,"meetings":[{"id":"ne')),
  "by a gateway that answers something else": () => Promise.resolve(new Response("<html>", { status: 502 })),
};

for (const [where, answer] of Object.entries(CUT)) {
  test(`a copy that was cut ${where} leaves the one there is, and the next one comes whole`, async () => {
    let line = answer;
    vi.stubGlobal("fetch", (url: string) => url.endsWith("/copy/") ? line() : Promise.reject(new TypeError("cut")));
    const { session } = await working("last");
    await session.enter("last");
    session.decide("roll/1", { mark: "present" });
    await session.flush();

    await expect(session.renew()).rejects.toThrow();

    expect(session.copy?.meetings.map((one) => one.document)).toEqual(["last"]);
    expect(session.waiting).toHaveLength(1);

    line = () => Promise.resolve(Response.json(copy("last", "next")));
    await session.renew();
    expect(session.copy?.meetings.map((one) => one.document)).toEqual(["last", "next"]);
    expect(session.waiting).toHaveLength(1);
  });
}
