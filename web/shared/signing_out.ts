// Signing out takes off the device what it keeps of a cell or of an official, unless something on it was not sent
// yet: that stays, sealed by its PIN. The databases are those of web/room/store.ts and web/visits/store.ts; no page
// but theirs loads them.

interface Kept {
  readonly database: string;
  /** Where there is nothing left to send. */
  readonly outbox: string;
  /** The key that lets a reload of the tab in without the PIN. */
  readonly open: string;
  /** A cache that says that the device keeps something. */
  readonly marker?: string;
}

const KEPT: readonly Kept[] = [
  { database: "chibo-room", outbox: "outbox", open: "chibo-open" },
  { database: "chibo-visits", outbox: "slips", open: "chibo-visits-open", marker: "keeps-visits" },
];

/** Erase what the device keeps before the form that signs out is sent. */
export function eraseOnSigningOut(page: Document): void {
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.action.endsWith("/sign-out/")) return;
    event.preventDefault();
    for (const { open } of KEPT) sessionStorage.removeItem(open);
    void Promise.allSettled(KEPT.map(eraseUnlessWaiting)).finally(() => { form.submit(); });
  });
}

async function eraseUnlessWaiting({ database: name, outbox, marker }: Kept): Promise<void> {
  const known = (await indexedDB.databases?.()) ?? [];
  if (!known.some((one) => one.name === name)) return;
  const database = await answer(indexedDB.open(name));
  const isOurs = database.objectStoreNames.contains(outbox);
  const waiting = isOurs ? await answer(database.transaction(outbox).objectStore(outbox).count()) : 0;
  database.close();
  if (waiting > 0) return;
  await answer(indexedDB.deleteDatabase(name));
  if (marker) await caches.delete(marker);
}

function answer<Found>(request: IDBRequest<Found>): Promise<Found> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error("storage")); };
  });
}
