// Keys that a device makes by itself.

const NAMES = "0199b3a48c007c6e9d546368696269ff";

/** Return a UUIDv7: sorted by the moment it was made, unique without asking anybody. */
export function uuid7(now: Date = new Date()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let left = now.getTime();
  for (let place = 5; place >= 0; place -= 1) {
    bytes[place] = left % 256;
    left = Math.floor(left / 256);
  }
  return marked(bytes, 0x70);
}

/** Return the key of a document that a device begins without a meeting in its copy.
 *
 * Two devices apart begin the same one. The twin is in chibo/room/actions/documents.py.
 * month: "2026-12".
 */
export function documentKey(cell: string, kind: string, month: string): Promise<string> {
  return namedKey(`${cell}/${kind}/${month}`);
}

/** Return the UUIDv5 of a name: the same on every device. */
export async function namedKey(text: string): Promise<string> {
  const name = new TextEncoder().encode(text);
  const space = Uint8Array.from(NAMES.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const whole = new Uint8Array([...space, ...name]);
  return marked(new Uint8Array(await crypto.subtle.digest("SHA-1", whole)).slice(0, 16), 0x50);
}

function marked(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | version;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
