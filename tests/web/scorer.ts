// Run by tests/quality/test_both_languages.py: scores evidence, and whole meetings as a phone has them.

import type { Copy } from "../../web/room/copy";
import { RoomDocument } from "../../web/room/document";
import { shown } from "../../web/room/projection";
import type { Evidence } from "../../web/room/scoring/evidence";
import { ownScore } from "../../web/room/scoring/own";
import { evidenceOf, otherOf } from "../../web/room/scoring/known";
import { score } from "../../web/room/scoring/scoring";
import type { Sheet } from "../../web/room/scoring/sheets";
import { fromBase64 } from "../../web/room/sync";
import { answering } from "./answering";
import { type PlainDecision, decisionsFrom, told } from "./scoring";

interface Made { sheet: Sheet; evidence: Evidence; decisions: Record<string, PlainDecision>; events: Record<string, boolean> }

/** A phone's copy, what it wrote of each meeting by id, and which one is asked for. */
interface Held { copy: Copy; meeting: string; parts: Record<string, string>; at: string }

function answer(asked: Made | Held): object {
  if (!("copy" in asked)) {
    const { sheet, evidence, decisions, events } = asked;
    return told(score(sheet, evidence, decisionsFrom(decisions), new Map(Object.entries(events))));
  }
  const { copy, meeting: id, parts, at } = asked;
  const documents = new Map(copy.meetings.map((one) => {
    const document = new RoomDocument();
    if (one.content) document.hear(fromBase64(one.content));
    const written = parts[one.id];
    if (written) document.hear(fromBase64(written));
    return [one.id, document];
  }));
  const meeting = copy.meetings.find((one) => one.id === id);
  const document = documents.get(id);
  if (!meeting?.score || !document) throw new Error(id);
  const others = copy.meetings.filter((one) => one.id !== id).map((one) => otherOf(one, documents.get(one.id) as RoomDocument));
  const now = shown(copy, meeting, document, new Date(at));
  const found = ownScore(copy, meeting, document, now, others, new Date(at));
  return {
    evidence: evidenceOf(meeting, meeting.score, now, others, new Date(at)),
    ...(typeof found === "string" ? { why: found } : { ...told(found.score), vote: [found.inFavour, found.poll.base, found.poll.needed], note: found.note }),
  };
}

answering(answer);
