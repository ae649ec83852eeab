// What stands around every page of the room: whose it is, what waits to be sent, what went wrong.

import { type TemplateResult, html, nothing } from "lit-html";

import type { Meeting } from "../copy";
import { code } from "../digest";
import type { Shown } from "../projection";
import type { Session } from "../session";
import { clock, day, localDay, t } from "../words";
import { type Said, keeping } from "./keeping";
import { mark, qr, state } from "./parts";

/** The meetings that the device carries. */
export function meetings(session: Session, said: Said, again: () => void): TemplateResult {
  const copy = session.copy;
  if (!copy) return html``;
  return html`<h1>${t("Meeting room")}</h1>
    <p class="lead">${copy.cell.name}</p>
    ${copy.meetings.length === 0 ? html`<p>${t("No meeting is planned. Plan one on the page of the cell while there is a signal.")}</p>` : nothing}
    <ul class="tasks section">${copy.meetings.map((one) => html`<li>
      <h2><a href="#m/${one.document}">${one.title}</a></h2><p class="task__meta">${[one.when, one.place].filter(Boolean).join(", ")}</p></li>`)}</ul>
    ${apart(session)}
    <p class="quiet">${t("Copy of %(day)s, %(hour)s.", { day: day(copy.made_at), hour: clock(copy.made_at) })}</p>
    ${keeping(session, said, again)}`;
}

/** A month without a plan on the device can be met in all the same. */
function apart(session: Session): TemplateResult | typeof nothing {
  const today = localDay(session.now());
  const month = today.slice(0, 7);
  if (session.copy?.meetings.some((one) => one.kind === "regular" && one.month.startsWith(month))) return nothing;
  const title = t("Regular meeting of month %(month)s", { month: Number(month.slice(5)) });
  const begin = (): void => {
    void session.beginApart(title, day(session.now())).then((document) => { location.hash = `m/${document}`; });
  };
  return html`<details class="group"><summary>${t("The meeting is not in the list")}</summary>
    <p>${t("It can be held all the same: it finds its plan when there is a signal.")}</p>
    <div class="buttons"><button class="button" type="button" @click=${begin}>${title}</button></div></details>`;
}

/** The heading of the meeting in hand. */
export function title(meeting: Meeting, now: Shown, at: Date): TemplateResult {
  const minutes = now.openedAt ? Math.max(0, Math.round((at.getTime() - Date.parse(now.openedAt)) / 60_000)) : null;
  return html`<h1>${t("Meeting room")}</h1>
    <p class="lead">${meeting.title}${minutes === null ? nothing : html` · ${t("%(minutes)s minutes so far", { minutes })}`}${
      now.chair ? html` · ${t("%(name)s in the chair", { name: now.chair.name })}` : nothing}</p>`;
}

/** What is not yet sent, always in sight. */
export function pending(session: Session): TemplateResult {
  const { waiting, line, sentAt, alarm } = session;
  const count = new Set(waiting.flatMap((one) => one.names)).size;
  const oldest = waiting[0];
  return html`
    ${alarm === "full" ? html`<p class="note" role="alert">${t("The phone is full: what was typed last is on the screen and not kept yet. Delete some photos, then type one more letter.")}</p>`
      : alarm === "gone" ? html`<p class="note" role="alert">${t("The browser took the phone's copy away. Keep this page open, and print or write down what it shows.")}</p>`
      : alarm ? html`<p class="note" role="alert">${alarm}</p>` : nothing}
    <details class="pending"><summary>${mark(count > 0 ? "wait" : "done")} <span role="status">${count > 0
      ? t("Not sent: %(count)s", { count }) : sentAt ? t("All sent at %(hour)s", { hour: clock(sentAt) }) : t("Nothing waits to be sent")}</span></summary>
      ${count > 0 ? html`<p>${t("Kept on this phone. It is sent when there is a signal; go on with the meeting.")}
        ${oldest ? t("The oldest is of %(day)s, %(hour)s.", { day: day(oldest.at), hour: clock(oldest.at) }) : nothing}</p>` : nothing}
      ${line === "signed-out" ? html`<p>${state("due", t("Sign in again to send; nothing is lost."))} <a class="button" href="/sign-in/?next=/meetings/room/">${t("Sign in")}</a></p>` : nothing}
      ${session.skew ? html`<p>${t("The clock of this phone differs by %(minutes)s minutes; it is allowed for.", { minutes: Math.round(Math.abs(session.skew) / 60) })}</p>` : nothing}
    </details>`;
}

/** The provisional minutes, for paper. */
export function paper(meeting: Meeting, now: Shown, cell: string, hash: string, score: string): TemplateResult {
  const present = now.roll.filter((one) => one.state === "present");
  const absent = now.roll.filter((one) => /excused$/.test(one.state));
  return html`<div class="print-only">
    <h1>${t("Provisional minutes")}</h1>
    <p>${cell}. ${meeting.title}, ${meeting.when}, ${meeting.place}.</p>
    <p>${t("Chair: %(name)s. Minute-taker: %(writer)s.", { name: now.chair?.name ?? "…", writer: now.writer?.name ?? "…" })}</p>
    <p>${t("Present %(present)s of %(base)s: %(names)s.", { present: present.length, base: now.base, names: present.map((one) => one.person.name).join(", ") })}</p>
    ${absent.length > 0 ? html`<p>${t("Absent: %(names)s.", { names: absent.map((one) => one.person.name + (one.reason ? ` (${one.reason})` : "")).join(", ") })}</p>` : nothing}
    ${now.items.filter((one) => one.item.part !== "opening").map((one) => html`<h2>${one.item.title}</h2>
      ${one.speeches.map((said) => html`<p><b>${said.who}:</b> ${said.gist}</p>`)}
      ${one.votes.map((vote) => html`<p>${vote.question}: ${vote.inFavour >= vote.needed
        ? t("Carried: %(yes)s/%(base)s, %(needed)s needed", { yes: vote.inFavour, base: vote.base, needed: vote.needed })
        : t("Not carried: %(yes)s/%(base)s, %(needed)s needed", { yes: vote.inFavour, base: vote.base, needed: vote.needed })}</p>`)}
      ${one.tasks.map((task) => html`<p>– ${task.what}: ${task.who}, ${day(task.dueOn)}</p>`)}
      ${one.conclusion ? html`<p><b>${t("Conclusion")}:</b> ${one.conclusion}</p>` : nothing}`)}
    ${now.resolution ? html`<h2>${t("Resolution")}</h2><p>${now.resolution}</p>` : nothing}
    ${now.reserved ? html`<h2>${t("Reserved opinions")}</h2><p>${now.reserved}</p>` : nothing}
    ${score ? html`<p>${score}</p>` : nothing}
    <div class="check">${qr(`chibo:${meeting.document}:${hash}`, t("Code of this record"))}
      <p>${t("Code of this record")}: <b class="num">${code(hash)}</b><br>${t("The file saved from the same phone has the same code.")}</p></div>
    <p class="signatures">${t("Minute-taker")} ………………………… ${t("Chair")} …………………………</p>
  </div>`;
}
