// Signing out takes the cell's copy off the device, unless something on it was not sent yet: that stays,
// sealed by its PIN. The database is the room's, web/room/store.ts; no page but the room loads that.

const DATABASE = "chibo-room";
// The key that lets a reload of the tab in without the PIN.
const OPEN = "chibo-open";

/** Erase the room's copy before the form that signs out is sent. */
export function eraseOnSigningOut(page: Document): void {
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.action.endsWith("/sign-out/")) return;
    event.preventDefault();
    sessionStorage.removeItem(OPEN);
    void eraseUnlessWaiting().finally(() => { form.submit(); });
  });
}

async function eraseUnlessWaiting(): Promise<void> {
  const known = (await indexedDB.databases?.()) ?? [];
  if (!known.some(({ name }) => name === DATABASE)) return;
  const database = await answer(indexedDB.open(DATABASE));
  const isRoom = database.objectStoreNames.contains("outbox");
  const waiting = isRoom ? await answer(database.transaction("outbox").objectStore("outbox").count()) : 0;
  database.close();
  if (waiting === 0) await answer(indexedDB.deleteDatabase(DATABASE));
}

function answer<Found>(request: IDBRequest<Found>): Promise<Found> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error(DATABASE)); };
  });
}
