// The end of the meeting: is anything missing, is this what we said, and what the server could not take.

import { type TemplateResult, html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";

import type { Meeting } from "../copy";
import { type Shown, isPresent } from "../projection";
import type { Session } from "../session";
import { type Decision, type Fields, momentOf } from "../standing";
import type { Point } from "../sync";
import { clock, t } from "../words";
import { type Part, field, head, state } from "./parts";

// What is chosen now still goes into the minutes; "" is a meeting the server has not named yet.
const OPEN = new Set(["", "planned", "noticed", "held"]);

export function ending(session: Session, meeting: Meeting, now: Shown, scoring: Part, scoredAfter: boolean): TemplateResult {
  const missing = gaps(now);
  const end = (): void => { session.decide("end", { at: session.now().toISOString() }); };
  const read = (change: Partial<Record<"was_read" | "approved", boolean>>): void => {
    session.decide("read", { was_read: now.wasRead, approved: now.approved, ...change });
  };
  return html`
    <section class="section" aria-labelledby="ending">
      ${head("ending", t("End of the meeting"), now.endedAt ? t("ended at %(hour)s", { hour: clock(now.endedAt) }) : nothing)}
      ${missing.length === 0 ? html`<p>${state("done", t("Nothing is missing."))}</p>`
        : html`<ul class="plain">${missing.map((one) => html`<li>${state("due", one)}</li>`)}</ul>`}
      <div class="buttons"><button class="button" type="button" @click=${end}>${now.endedAt ? t("It ended just now") : t("The meeting ends now")}</button></div>
    </section>
    ${scoredAfter ? nothing : scoring}
    <section class="section" aria-labelledby="read-back">
      ${head("read-back", t("Reading the minutes back"))}
      <div class="choice"><input type="checkbox" id="was-read" .checked=${live(now.wasRead)} @change=${(event: Event) => { read({ was_read: (event.target as HTMLInputElement).checked }); }}><label for="was-read">${t("The minutes were read aloud in full")}</label></div>
      <div class="choice"><input type="checkbox" id="approved" .checked=${live(now.approved)} @change=${(event: Event) => { read({ approved: (event.target as HTMLInputElement).checked }); }}><label for="approved">${t("The cell agrees, nothing more to correct")}</label></div>
      ${field("reserved", t("Reserved opinions, if any"), html`<textarea id="reserved" rows="2" .value=${live(now.reserved)}
        @input=${(event: InputEvent) => { session.write("reserved", (event.target as HTMLTextAreaElement).value); }}></textarea>`,
        { hint: t("Word for word, one a line: name, colon, opinion. Leave empty if none.") })}
      <div class="buttons">
        <button class="button" type="button" @click=${() => { window.print(); }}>${t("Print the provisional minutes")}</button>
        <button class="button button--quiet" type="button" @click=${() => { save(session); }}>${t("Save as a file")}</button>
      </div>
    </section>
    ${scoredAfter ? scoring : nothing}
    ${open(session, now, session.points)}
    <section class="section" aria-labelledby="minutes">
      ${head("minutes", t("Into the minutes"))}
      <p>${t("When there is a signal, what the devices wrote is put into the minutes, and what is open is shown here.")}</p>
      <div class="buttons"><button class="button ${missing.length === 0 ? "button--primary" : ""}" type="button" @click=${() => { void session.fold(); }}>${t("Put into the minutes")}</button>
      ${session.line === "sent" && session.state === "held" ? html`<a class="button button--quiet" href="/meetings/${meeting.id}/close/">${t("Review the minutes")}</a>` : nothing}</div>
    </section>`;
}

/** Hand the meeting out as a file, for a phone that finds no signal before the deadline. */
function save(session: Session): void {
  const file = session.file();
  if (!file) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file.content], { type: "application/json" }));
  link.download = file.name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 60_000);
}

/** What the minutes still lack, in the order a secretary would fill it. */
export function gaps(now: Shown): string[] {
  const here = now.roll.filter(isPresent);
  if (here.length === 0) return [t("The roll was not taken.")];
  const uncalled = now.roll.filter((one) => one.state === "uncalled").length;
  const body = now.items.filter((one) => one.item.part === "body");
  return [
    now.chair ? "" : t("Nobody is written down as the chair."),
    now.writer ? "" : t("Nobody is written down as the minute-taker."),
    uncalled > 0 ? t("%(count)s not called yet.", { count: uncalled }) : "",
    ...body.map((one, place) => (one.conclusion ? "" : t("Item %(number)s has no conclusion.", { number: place + 1 }))),
    now.wasRead ? "" : t("The minutes were not read back yet."),
    now.approved ? "" : t("The cell has not agreed to the minutes yet."),
  ].filter(Boolean);
}

function open(session: Session, now: Shown, points: readonly Point[]): TemplateResult | typeof nothing {
  const others = points.filter((one) => one.kind !== "disputed");
  if (now.disputed.length === 0 && others.length === 0) return nothing;
  const isOver = !OPEN.has(session.state);
  // The score stays open until the minutes are in the book.
  const isSettled = (line: string): boolean => isOver && !(session.state === "closed" && line.startsWith("score"));
  return html`<section class="section" aria-labelledby="open-points">
    ${head("open-points", t("Open points"), now.disputed.length + others.length)}
    <ul class="plain">
      ${isOver ? html`<li><p>${t("The minutes are closed: what is here is not in them. If it belongs there, the secretary opens them again, or writes a correction once they are in the book.")}</p></li>` : nothing}
      ${now.disputed.map(({ line, standing }) => isSettled(line) ? html`<li class="note"><p><b>${about(line, now)}</b></p>
        ${standing.map((one) => html`<p>${told(one, now)}</p>`)}</li>` : html`<li class="note"><p><b>${t("Two devices wrote differently about %(what)s. Choose one.", { what: about(line, now) })}</b></p>
        <div class="buttons">${standing.map((one) => html`<button class="button" type="button"
          @click=${() => { session.decide(line, one.value); }}>${told(one, now)}</button>`)}</div></li>`)}
      ${others.map((one) => html`<li class="note"><p><b>${about(one.line, now)}</b></p>${said(session, one.line)}<p>${one.sentence}</p></li>`)}
    </ul>
  </section>`;
}

// The words that are at stake, as this device has them.
function said(session: Session, line: string): TemplateResult | typeof nothing {
  const name = line.startsWith("text/") ? line.slice("text/".length) : line;
  const value = session.document?.outcome(line).value;
  const text = session.document?.text(name) || (value ? String(value["what"] ?? value["question"] ?? "") : "");
  return text ? html`<blockquote class="as-typed">${text}</blockquote>` : nothing;
}

function about(line: string, now: Shown): string {
  const [kind = "", key = ""] = line.split("/");
  const item = now.items.find((one) => one.item.id === key || one.votes.some((vote) => vote.line === line));
  switch (kind) {
    case "roll": return now.roll.find((one) => one.line === line)?.person.name ?? t("somebody who is not of the cell");
    case "vote": return t("the vote on %(title)s", { title: item?.item.title ?? "…" });
    case "seat": return t("who chairs and who writes");
    case "speech": return t("a speech");
    case "task": return t("a task");
    case "text": return key === "score-note" ? t("weak points and how to mend them") : t("a paragraph");
    case "score": return t("the mark for %(number)s", { number: line.slice("score/".length) });
    case "score-event": return t("what decides above the points");
    case "score-vote": return t("the vote on the score");
    default: return t("a line of the record");
  }
}

// A clock known to be wrong is put right, and what it showed stands beside.
function told(one: Decision, now: Shown): string {
  const { value, at, by, skew } = one;
  const hour = clock(new Date(momentOf(one)));
  const who = by || t("at the desk");
  const when = Math.abs(skew) < 60 ? t("%(hour)s, %(who)s", { hour, who })
    : t("%(hour)s, %(who)s; that phone showed %(shown)s", { hour, who, shown: clock(at) });
  return `${value ? words(value, now) : t("taken back")} (${when})`;
}

function words(value: Fields, now: Shown): string {
  const name = (key: unknown): string => now.roll.find(({ person }) => person.id === key)?.person.name ?? "–";
  if ("mark" in value) {
    const marks: Record<string, string> = {
      present: t("present"), excused: t("absent with reason"), unexcused: t("absent without reason"),
    };
    return [marks[String(value["mark"])], value["reason"]].filter(Boolean).join(": ");
  }
  if ("happened" in value) return value["happened"] === true ? t("Yes") : t("No");
  if ("points" in value) {
    const passed = value["passed"] === null || value["passed"] === undefined ? "" : value["passed"] === true ? t("passed") : t("not passed");
    return [value["points"], value["level"], passed, value["because"]].filter(Boolean).join(", ").replace(".", ",");
  }
  if ("in_favour" in value && !("against" in value)) return t("%(count)s in favour", { count: Number(value["in_favour"]) });
  if ("in_favour" in value) return `${value["in_favour"]} – ${value["against"]} – ${value["other"]}`;
  if ("chair" in value) return `${name(value["chair"])}, ${name(value["meeting_secretary"])}`;
  return String(value["what"] ?? value["title"] ?? value["name"] ?? "…");
}
