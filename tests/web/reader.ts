// Run by tests/room/test_both_languages.py: reads what devices wrote, adds to it, says what it came to.

import { digest } from "../../web/room/digest";
import { RoomDocument } from "../../web/room/document";
import type { Value } from "../../web/room/standing";
import { fromBase64, toBase64 } from "../../web/room/sync";
import { answering } from "./answering";

interface Asked {
  parts: string[];
  decisions: { line: string; value: Value; at: string }[];
  texts: Record<string, string>;
}

async function answer({ parts, decisions, texts }: Asked): Promise<object> {
  const document = new RoomDocument();
  parts.forEach((part) => { document.hear(fromBase64(part)); });
  const before = await digest(document);
  const first = Object.fromEntries([...document.outcomes()].map(([line, one]) => [line, {
    value: one.value, disputed: one.disputed, standing: one.standing.map(({ key }) => key),
  }]));
  for (const { line, value, at } of decisions) {
    document.decide(line, value, { by: "thuky", device: "page", skew: 0, now: new Date(at) });
  }
  for (const [name, text] of Object.entries(texts)) document.write(name, text);
  return { before, outcomes: first, after: await digest(document), update: toBase64(document.since()) };
}

answering(answer);
