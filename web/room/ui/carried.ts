// What the device carries for a meeting besides its record: papers, tasks under way, what was resolved before.

import { type TemplateResult, html, nothing } from "lit-html";

import type { Copy, Meeting } from "../copy";
import type { Session } from "../session";
import { NotKept } from "../kept";
import { day, size, t } from "../words";
import { state } from "./parts";

export function carried(session: Session, meeting: Meeting): TemplateResult {
  const copy = session.copy;
  if (!copy) return html``;
  return html`${papers(session, meeting)}${tasks(copy)}${resolutions(copy)}`;
}

function papers(session: Session, meeting: Meeting): TemplateResult | typeof nothing {
  if (meeting.materials.length === 0) return nothing;
  return html`<details class="group"><summary>${t("Papers of this meeting")} <span class="num">${meeting.materials.length}</span></summary>
    <ul class="plain">${meeting.materials.map((one) => html`<li><p>${one.name} <span class="quiet">${size(one.size)}</span></p>
      ${session.files.has(one.id)
        ? html`<p>${state("done", t("on this phone"))} <button class="button button--quiet" type="button"
            @click=${() => { void open(session, one.id, one.name); }}>${t("Open it")}<span class="hidden-text">: ${one.name}</span></button></p>`
        : html`<button class="button" type="button" @click=${(event: Event) => { void take(session, one.id, event.target as HTMLButtonElement); }}>${
            t("Take it onto this phone")}<span class="hidden-text">: ${one.name}</span></button>`}</li>`)}</ul>
    <p class="quiet" id="papers-said" role="status"></p></details>`;
}

async function take(session: Session, id: string, button: HTMLButtonElement): Promise<void> {
  const said = document.getElementById("papers-said");
  const say = (words: string): void => { if (said) said.textContent = words; };
  button.disabled = true;
  say(t("Fetching it …"));
  try {
    await session.keepFile(id);
    say("");
  } catch (error) {
    if (error instanceof NotKept) say(t("The phone has no room for this paper. Delete some photos and try again."));
    else say(t("It could not be fetched. Try again where there is a signal."));
  }
  button.disabled = false;
}

// Saved by the browser, never opened inside the room: a paper may hold anything.
async function open(session: Session, id: string, name: string): Promise<void> {
  const content = await session.store.file(id);
  if (!content) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([new Uint8Array(content)]));
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 60_000);
}

function tasks(copy: Copy): TemplateResult | typeof nothing {
  if (copy.tasks.length === 0) return nothing;
  return html`<details class="group"><summary>${t("Tasks under way")} <span class="num">${copy.tasks.length}</span></summary>
    <ul class="tasks">${copy.tasks.map((one) => html`<li><h3>${one.what}</h3>
      <p class="task__meta">${one.owner} · ${t("by %(due)s", { due: day(one.due_on) })}${one.expected ? ` · ${one.expected}` : ""}</p>
      ${one.amount ? html`<p class="quiet">${t("%(sofar)s of %(amount)s %(measure)s so far", { sofar: one.so_far ?? "0", amount: one.amount, measure: one.measure })}</p>` : nothing}</li>`)}</ul></details>`;
}

function resolutions(copy: Copy): TemplateResult | typeof nothing {
  if (copy.resolutions.length === 0) return nothing;
  return html`<details class="group"><summary>${t("Last resolutions")} <span class="num">${copy.resolutions.length}</span></summary>
    ${copy.resolutions.map((one) => html`<h3>${one.label}</h3><p class="quiet">${day(one.day)}</p><p class="as-typed">${one.text}</p>`)}</details>`;
}
