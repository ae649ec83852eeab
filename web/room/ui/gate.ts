// Before the room: carrying a cell for the first time, and the PIN each time after.

import { type TemplateResult, html, nothing } from "lit-html";

import { Refused } from "../asking";
import type { Session } from "../session";
import type { About } from "../store";
import { day, t } from "../words";
import { field, typed } from "./parts";
import { PIN, pinProblem, trouble } from "./pin";

export interface Gate {
  readonly session: Session;
  refusal: string;
  busy: boolean;
  readonly again: () => void;
  readonly opened: () => Promise<void>;
}

/** Ask for the PIN of a device that carries a cell. */
export function locked(gate: Gate, about: About): TemplateResult {
  const unlock = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const { pin = "" } = typed(form);
    void attempt(gate, async () => {
      await gate.session.store.unlock(pin);
      await gate.opened();
    });
  };
  return html`<h1>${t("Meeting room")}</h1>
    <p class="lead">${about.cellName}</p>
    <form class="action" @submit=${unlock}>
      ${field("pin", t("PIN of this phone"), html`<input id="pin" name="pin" type="password" inputmode=${PIN.inputmode} autocomplete="off" required>`,
        { hint: t("The one you chose when this phone began to carry the cell."), error: gate.refusal })}
      <div class="buttons"><button class="button button--primary" ?disabled=${gate.busy}>${t("Open")}</button></div>
    </form>
    <p class="quiet">${t("Last heard from the committee's computer: %(day)s.", { day: day(about.heardAt) })}</p>`;
}

/** Offer to carry a cell; it needs a network once. */
export function begin(gate: Gate, cell: string): TemplateResult {
  if (!cell) {
    return html`<h1>${t("Meeting room")}</h1>
      <p>${t("This phone carries no cell yet. Open the page of your cell's meetings while there is a signal, and choose to keep the cell on this phone.")}</p>
      <p><a class="button button--primary" href="/">${t("Go to the first page")}</a></p>`;
  }
  const carry = (event: SubmitEvent): void => {
    event.preventDefault();
    const { name = "", pin = "", again = "" } = typed(event.target as HTMLFormElement);
    const problem = pinProblem(pin, again);
    if (problem) return refuse(gate, problem);
    void attempt(gate, async () => {
      await gate.session.carry(cell, name, pin);
      await gate.opened();
    });
  };
  const pin = (id: string, words: string, hint = "", error = ""): TemplateResult => field(
    id, words, html`<input id=${id} name=${id} type="password" inputmode=${PIN.inputmode} autocomplete="off">`, { hint, error });
  return html`<h1>${t("Keep the cell on this phone")}</h1>
    <p class="lead">${t("Then a meeting can be held without any signal. It is done once, with a signal.")}</p>
    <form class="action" novalidate @submit=${carry}>
      ${field("name", t("What this phone is called"), html`<input id="name" name="name" maxlength="60">`, { hint: t("For example: the secretary's phone.") })}
      ${pin("pin", t("Choose a PIN"), t("Six digits or more. Whoever finds the phone cannot read the cell without it."), gate.refusal)}
      ${pin("again", t("The same PIN once more"))}
      <div class="buttons"><button class="button button--primary" ?disabled=${gate.busy}>${t("Keep the cell on this phone")}</button></div>
    </form>
    ${gate.busy ? html`<p role="status">${t("Fetching the cell. This takes up to a minute on a weak signal.")}</p>` : nothing}`;
}

async function attempt(gate: Gate, work: () => Promise<void>): Promise<void> {
  gate.busy = true;
  refuse(gate, "");
  try {
    await work();
  } catch (error) {
    gate.refusal = sentence(error);
  }
  gate.busy = false;
  gate.again();
}

function refuse(gate: Gate, refusal: string): void {
  gate.refusal = refusal;
  gate.again();
}

function sentence(error: unknown): string {
  if (error instanceof Refused) return error.sentence || t("This cell cannot be kept on this phone. Ask the committee office.");
  return trouble(error);
}
