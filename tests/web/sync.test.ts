import "fake-indexeddb/auto";

import { describe, expect, test } from "vitest";

import { RoomDocument } from "../../web/room/document";
import { Store } from "../../web/room/store";
import { type Fetch, NoNetwork, Refused, SignedOut } from "../../web/room/asking";
import { Sync, fromBase64, inBatches, toBase64 } from "../../web/room/sync";

const WHICH = { id: "m", cell: "TT.01", kind: "regular", month: "2026-12-01" };
let place = 0;

/** A server as far as a device sees it, reached over a network that fails when told to. */
class Server {
  readonly document = new RoomDocument();
  requests = 0;
  taken = 0;

  reach(fails: (request: number) => "up" | "down" | null): Fetch {
    return async (_url, init) => {
      this.requests += 1;
      const fault = fails(this.requests);
      if (fault === "up") throw new TypeError("cut before it arrived");
      const packed = new Blob([init.body as ArrayBuffer]).stream();
      const text = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).text();
      const asked = JSON.parse(text) as { vector: string; update: string };
      if (asked.update) {
        this.document.hear(fromBase64(asked.update));
        this.taken += 1;
      }
      const update = toBase64(this.document.since(fromBase64(asked.vector)));
      if (fault === "down") throw new TypeError("cut before the answer arrived");
      return Response.json({ number: this.taken, update, points: [], state: "", folded: 0, skew: 0 });
    };
  }
}

async function device(words: string[], size = 1): Promise<{ store: Store; document: RoomDocument }> {
  const store = await Store.open(`sync ${(place += 1)}`);
  const about = { device: "d", cell: "TT.01", cellName: "", account: "thuky", daysKept: 45, heardAt: "" };
  await store.begin(about, "246810", 1000);
  const document = new RoomDocument();
  const kept: Promise<void>[] = [];
  document.onWritten((update) => kept.push(store.keepToSend("m", update, ["roll/1"], new Date())));
  for (const [number, word] of words.entries()) {
    const stamp = { by: "thuky", device: "d", skew: 0, now: new Date(Date.UTC(2026, 11, 3, 12, number)) };
    document.decide(`roll/${number}`, { mark: "excused", reason: word.repeat(size) }, stamp);
  }
  await Promise.all(kept);
  return { store, document };
}

function run(store: Store, document: RoomDocument, fetch: Fetch): Promise<unknown> {
  return new Sync(store, "d", fetch).run(WHICH, () => document.vector(), (update) => { document.hear(update); });
}

describe("the network is cut", () => {
  // Three batches up: each request is cut in turn, on its way there and on its way back.
  for (const way of ["up", "down"] as const) {
    for (const at of [1, 2, 3]) {
      test(`at request ${at}, on the way ${way}: the outcome is the same`, async () => {
        const { store, document } = await device(["ốm", "đi viện", "việc nhà"], 20_000);
        const server = new Server();
        server.document.decide("seat", { chair: "1" }, { by: "pho", device: "e", skew: 0, now: new Date() });

        await expect(run(store, document, server.reach((request) => (request === at ? way : null)))).rejects.toThrow(NoNetwork);
        expect(await store.waiting()).toBe(4 - at);
        await run(store, document, server.reach(() => null));

        expect(await store.waiting()).toBe(0);
        expect(server.document.outcomes()).toEqual(document.outcomes());
        expect(server.document.decisions().length).toBe(4);
        const reopened = new RoomDocument();
        reopened.hear((await store.document("m")) as Uint8Array);
        expect(reopened.outcomes()).toEqual(document.outcomes());
      });
    }
  }

  test("at any requests whatever, and nothing is lost or doubled", async () => {
    const { store, document } = await device(["a", "b", "c", "d"], 30_000);
    const server = new Server();
    let dice = 7;
    const fails = (): "up" | "down" | null => {
      dice = (dice * 1103515245 + 12345) % 2147483648;
      return dice % 3 === 0 ? "up" : dice % 3 === 1 ? "down" : null;
    };

    for (let count = 0; count < 200 && (await store.waiting()) > 0; count += 1) {
      await run(store, document, server.reach(fails)).catch(() => undefined);
    }

    expect(await store.waiting()).toBe(0);
    expect(server.document.decisions().map((one) => one.line).sort()).toEqual(["roll/0", "roll/1", "roll/2", "roll/3"]);
  });
});

describe("what the server answers", () => {
  const answering = (response: Response): Fetch => () => Promise.resolve(response);

  test.each([
    ["a page to sign in", new Response("<html>", { status: 403 }), SignedOut],
    ["a refusal", Response.json({ refused: "revoked", sentence: "Máy này …" }, { status: 403 }), Refused],
    ["a fault of its own", new Response("oh", { status: 500 }), NoNetwork],
    ["a proxy's page", new Response("<html>", { status: 502 }), NoNetwork],
  ])("%s: it waits on", async (_what, response, error) => {
    const { store, document } = await device(["ốm"]);

    await expect(run(store, document, answering(response))).rejects.toThrow(error);

    expect(await store.waiting()).toBe(1);
  });
});

for (const [what, answer] of Object.entries({
  "the page of a wifi that wants to be signed in to": "<html>Sign in</html>",
  "half an answer": '{"number":1,"update":"AAA',
  "something else in JSON": '{"hello":1}',
  "nothing": "",
})) {
  test(`${what} is no answer, and nothing counts as sent`, async () => {
    const { store, document } = await device(["ốm"]);

    await expect(run(store, document, () => Promise.resolve(new Response(answer)))).rejects.toThrow(NoNetwork);

    expect(await store.waiting()).toBe(1);
  });
}

test("a month of unsent work goes up in pieces that get through", () => {
  const unsent = Array.from({ length: 100 }, (_, id) => ({
    id, document: "m", update: new Uint8Array(5_000), names: [], at: "",
  }));

  const batches = inBatches(unsent);

  expect(batches.flat().map(({ id }) => id)).toEqual(unsent.map(({ id }) => id));
  expect(Math.max(...batches.map((batch) => batch.length))).toBe(9);
});
