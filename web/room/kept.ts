// Writing into the browser's storage so that what is shown as kept is kept, and failures have a name.

/** The device could not keep something, or has it no more: nothing of it may be shown as saved. */
export class NotKept extends Error {
  constructor(readonly full: boolean, options?: ErrorOptions) {
    super(full ? "storage full" : "storage gone", options);
  }
}

/**
 * Run some writes: they count when the browser says that they are done.
 *
 * Of several none stays when one failed. whole: their transaction. Throws NotKept.
 */
export async function kept(works: readonly (() => Promise<unknown>)[], whole?: { abort(): void }): Promise<void> {
  const running = works.map(async (work) => work());
  try {
    await Promise.all(running);
  } catch (error) {
    try { whole?.abort(); } catch { /* the browser has ended it already */ }
    await Promise.allSettled(running);
    const name = error instanceof Error || error instanceof DOMException ? error.name : "";
    throw new NotKept(name === "QuotaExceededError", { cause: error });
  }
}

/** Begin a transaction: a browser that takes the database away closes it under our hands. Throws NotKept. */
export function begun<Work>(begin: () => Work): Work {
  try {
    return begin();
  } catch (error) {
    throw new NotKept(false, { cause: error });
  }
}

/** Read something. Throws NotKept. */
export async function read<Found>(ask: () => Promise<Found>): Promise<Found> {
  try {
    return await ask();
  } catch (error) {
    throw new NotKept(false, { cause: error });
  }
}
