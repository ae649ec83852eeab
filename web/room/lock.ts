// The key of what a device keeps: drawn at random, wrapped by one made from the PIN.
//
// Who finds the phone and does not know the PIN sees nothing; who can copy its storage and try PINs on a
// machine of his own is slowed down, not stopped: docs/operations.md says so plainly.

const ROUNDS = 600_000;

/** What lies beside the data so that a PIN can open it. */
export interface Wrapped {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly rounds: number;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly key: ArrayBuffer;
}

/** What stands beside a store, readable without the PIN. */
export interface Locked {
  readonly wrapped: Wrapped;
  /** Wrong PINs in a row, and until when no other one is tried. */
  readonly wrongPins: number;
  readonly waitUntil: number;
}

/** The PIN does not open it. */
export class WrongPin extends Error {}

/** Too many wrong PINs: seconds to wait. */
export class MustWait extends Error {
  constructor(readonly seconds: number) {
    super(`wait ${seconds} s`);
  }
}

/** Open a store's key with the PIN; keep: writes how often it went wrong. Throws WrongPin or MustWait. */
export async function openLocked(
  locked: Locked, pin: string, now: number, keep: (tries: Pick<Locked, "wrongPins" | "waitUntil">) => Promise<unknown>,
): Promise<CryptoKey> {
  if (locked.waitUntil > now) throw new MustWait(Math.ceil((locked.waitUntil - now) / 1000));
  try {
    const key = await openKey(pin, locked.wrapped);
    if (locked.wrongPins) await keep({ wrongPins: 0, waitUntil: 0 });
    return key;
  } catch (error) {
    const wrongPins = locked.wrongPins + 1;
    // Five tries are free; then half a minute, a minute, two …, an hour at most.
    const wait = wrongPins < 5 ? 0 : Math.min(30_000 * 2 ** (wrongPins - 5), 3_600_000);
    await keep({ wrongPins, waitUntil: now + wait });
    throw error;
  }
}

/** Return a key as text, to outlive a reload of the tab. */
export async function keyAsText(key: CryptoKey): Promise<string> {
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", key));
  return btoa(String.fromCharCode(...raw));
}

/** Return the key that keyAsText wrote. */
export function keyFromText(text: string): Promise<CryptoKey> {
  const raw = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", true, ["encrypt", "decrypt"]);
}

/** Draw a new key and wrap it. */
export async function drawKey(pin: string, rounds = ROUNDS): Promise<{ key: CryptoKey; wrapped: Wrapped }> {
  const algorithm = { name: "AES-GCM", length: 256 };
  const key = await crypto.subtle.generateKey(algorithm, true, ["encrypt", "decrypt"]);
  return { key, wrapped: await wrapKey(key, pin, rounds) };
}

/** Wrap a key anew, under another PIN. */
export async function wrapKey(key: CryptoKey, pin: string, rounds = ROUNDS): Promise<Wrapped> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const by = await fromPin(pin, salt, rounds);
  const bytes = await crypto.subtle.wrapKey("raw", key, by, { name: "AES-GCM", iv: nonce });
  return { salt, rounds, nonce, key: bytes };
}

/** Open a wrapped key. Throws WrongPin. */
export async function openKey(pin: string, wrapped: Wrapped): Promise<CryptoKey> {
  const by = await fromPin(pin, wrapped.salt, wrapped.rounds);
  const how = { name: "AES-GCM", iv: wrapped.nonce };
  try {
    return await crypto.subtle.unwrapKey("raw", wrapped.key, by, how, "AES-GCM", true, ["encrypt", "decrypt"]);
  } catch {
    throw new WrongPin();
  }
}

/** Return bytes that only the key opens: a nonce, then the sealed content. */
export async function seal(key: CryptoKey, content: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new Uint8Array(content));
  const whole = new Uint8Array(12 + sealed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(sealed), 12);
  return whole;
}

/** Open what was sealed. Throws when it was damaged or sealed by another key. */
export async function unseal(key: CryptoKey, whole: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const how = { name: "AES-GCM", iv: whole.subarray(0, 12) };
  return new Uint8Array(await crypto.subtle.decrypt(how, key, whole.subarray(12)));
}

async function fromPin(pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const letters = new TextEncoder().encode(pin);
  const secret = await crypto.subtle.importKey("raw", letters, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  const usages: KeyUsage[] = ["wrapKey", "unwrapKey"];
  return crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, usages);
}
