// The code of a provisional record: short enough for paper, and another one when a single letter differs.
// The twin of chibo/room/digest.py; vectors/digest.json holds the examples both must satisfy.

import type { RoomDocument } from "./document";
import { type Fields, type Value, canonical } from "./standing";

// So much of it stands on paper for the eye: four groups of four.
const SHOWN = 16;

/** Return the SHA-256, in hex, of what counts in a document: its lines and its paragraphs, without notes. */
export async function digest(document: RoomDocument): Promise<string> {
  const lines: Record<string, Value> = {};
  for (const [line, { value }] of document.outcomes()) if (value !== null) lines[line] = value;
  const texts: Record<string, string> = {};
  for (const [name, text] of document.texts()) if (!name.startsWith("note/")) texts[name] = text;
  return hashed({ lines, texts });
}

/** Return the SHA-256, in hex, of values in their one written form. */
export async function hashed(content: Fields): Promise<string> {
  const letters = new TextEncoder().encode(canonical(content));
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", letters));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Return the part that people compare: "1A2B 3C4D 5E6F 7A8B". */
export function code(hash: string): string {
  return (hash.slice(0, SHOWN).toUpperCase().match(/.{4}/g) ?? []).join(" ");
}
