// What stands around the official's pages on a phone: the PIN, and what is not sent yet.

import { type TemplateResult, html, nothing } from "lit-html";

import { mark, state } from "../room/ui/marks";
import { PIN, pinProblem } from "../room/ui/pin";
import { clock, day, t } from "../room/words";
import { type Line, type Slip, unsent } from "./slips";
import type { About } from "./store";

export interface Gate {
  refusal: string;
  busy: boolean;
  readonly begin: (pin: string) => void;
  readonly unlock: (pin: string) => void;
  readonly refuse: (words: string) => void;
}

function field(id: string, label: string, hint = "", error = ""): TemplateResult {
  return html`<div class="field ${error ? "field--error" : ""}">
    <label for=${id}>${label}</label>
    ${hint ? html`<p class="field__hint" id="${id}-hint">${hint}</p>` : nothing}
    ${error ? html`<p class="field__error" role="alert">${mark("missed")} <span>${error}</span></p>` : nothing}
    <input id=${id} name=${id} type="password" inputmode=${PIN.inputmode} autocomplete="off">
  </div>`;
}

function typed(event: SubmitEvent, name: string): string {
  event.preventDefault();
  return String(new FormData(event.target as HTMLFormElement).get(name) ?? "").trim();
}

/** Offer to keep the pages; it needs a network once. */
export function begin(gate: Gate): TemplateResult {
  const choose = (event: SubmitEvent): void => {
    const pin = typed(event, "pin");
    const problem = pinProblem(pin, typed(event, "again"));
    if (problem) gate.refuse(problem);
    else gate.begin(pin);
  };
  return html`<h1>${t("Keep your visits on this phone")}</h1>
    <p class="lead">${t("Then a slip can be written without any signal. It is done once, with a signal.")}</p>
    <form class="action" novalidate @submit=${choose}>
      ${field("pin", t("Choose a PIN"), t("Six digits or more. Whoever finds the phone cannot read your slips without it."), gate.refusal)}
      ${field("again", t("The same PIN once more"))}
      <div class="buttons"><button class="button button--primary" ?disabled=${gate.busy}>${t("Keep on this phone")}</button></div>
    </form>
    ${gate.busy ? html`<p role="status">${t("Fetching your pages. This takes up to a minute on a weak signal.")}</p>` : nothing}`;
}

/** Ask for the PIN of a phone that keeps an official's pages. */
export function locked(gate: Gate, about: About, waiting: number): TemplateResult {
  return html`<h1>${t("Visits")}</h1>
    <p class="lead">${about.name}</p>
    <form class="action" novalidate @submit=${(event: SubmitEvent) => { gate.unlock(typed(event, "pin")); }}>
      ${field("pin", t("PIN of this phone"), t("The one you chose when this phone began to keep your visits."), gate.refusal)}
      <div class="buttons"><button class="button button--primary" ?disabled=${gate.busy}>${t("Open")}</button></div>
    </form>
    ${waiting > 0 ? html`<p>${state("due", t("Slips only on this phone: %(count)s", { count: waiting }))}</p>` : nothing}
    <p class="quiet">${t("Last heard from the committee's computer: %(day)s.", { day: day(about.heardAt) })}</p>`;
}

/** A page that this phone does not keep. */
export function elsewhere(): TemplateResult {
  return html`<h1>${t("Visits")}</h1>
    <p>${t("This page is not kept on the phone. Open it again where there is a signal.")}</p>
    <div class="buttons"><a class="button button--primary" href="/visits/">${t("Go to your visits")}</a></div>`;
}

export interface Bar {
  readonly slips: readonly Slip[];
  readonly line: Line;
  readonly sentAt: Date | null;
  readonly alarm: "" | "full" | "gone";
  readonly heardAt: string;
  /** Whether a form is in hand, which it shall not cover. */
  readonly isWriting: boolean;
  readonly drop: (slip: Slip) => void;
  readonly erase: () => void;
}

/** What is not sent yet, always in sight. */
export function pending(bar: Bar): TemplateResult {
  const { slips, line, sentAt, alarm } = bar;
  const count = unsent(slips).length;
  const drafts = slips.length - count;
  return html`
    ${alarm === "full" ? html`<p class="note" role="alert">${t("The phone is full: what was typed last is on the screen and not kept yet. Delete some photos, then type one more letter.")}</p>`
      : alarm === "gone" ? html`<p class="note" role="alert">${t("The browser took the phone's copy away. Keep this page open, and print or write down what it shows.")}</p>` : nothing}
    <details class="pending" ?open=${!bar.isWriting && slips.some((one) => one.state === "refused")}>
      <summary>${mark(slips.length > 0 ? "wait" : "done")} <span role="status">${summary(count, drafts, sentAt)}</span></summary>
      ${line === "signed-out" ? html`<p>${state("due", t("Sign in again to send; nothing is lost."))} <a class="button" href="/sign-in/?next=/visits/">${t("Sign in")}</a></p>` : nothing}
      ${line === "other-account" ? html`<p>${state("due", t("These slips are another account's. Sign in as the one who wrote them; nothing is lost."))}</p>` : nothing}
      ${count > 0 && line === "no-network" ? html`<p>${t("Kept on this phone. It is sent when there is a signal.")}</p>` : nothing}
      <ul>${slips.map((slip) => row(slip, bar.drop))}</ul>
      <p class="quiet">${t("Pages of %(day)s, %(hour)s.", { day: day(bar.heardAt), hour: clock(bar.heardAt) })}</p>
      ${slips.length === 0 ? html`<details class="group"><summary>${t("Take your visits off this phone")}</summary>
        <p>${t("Everything is erased from this phone. What was sent stays with the office.")}</p>
        <div class="buttons"><button class="button" type="button" @click=${bar.erase}>${t("Erase it")}</button></div></details>` : nothing}
    </details>`;
}

function summary(count: number, drafts: number, sentAt: Date | null): string {
  const words = [
    count > 0 ? t("Slips not sent: %(count)s", { count }) : "",
    drafts > 0 ? t("Slips being written: %(count)s", { count: drafts }) : "",
  ].filter(Boolean).join(" · ");
  return words || (sentAt ? t("All sent at %(hour)s", { hour: clock(sentAt) }) : t("Nothing waits to be sent"));
}

function row(slip: Slip, drop: (slip: Slip) => void): TemplateResult {
  const said = {
    draft: () => state("wait", t("being written, on this phone only")),
    waiting: () => state("due", t("to be sent when there is a signal")),
    refused: () => state("missed", t("not taken in; open it to see why")),
  }[slip.state]();
  return html`<li><a href="/visits/slip/${slip.cell}/#${slip.id}">${slip.cellName}, ${slip.fields["day"] ?? ""}</a><p>${said}</p>
    ${slip.state === "waiting" ? nothing : html`<details class="why"><summary>${t("Throw this slip away")}</summary>
      <div><p>${t("Nobody has seen it, and it cannot be brought back.")}</p><button class="button" type="button" @click=${() => { drop(slip); }}>${t("Throw it away")}</button></div></details>`}</li>`;
}
