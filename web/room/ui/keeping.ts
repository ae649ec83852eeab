// What the device keeps and for how long: the PIN, and taking the cell off it.

import { type TemplateResult, html, nothing } from "lit-html";

import { NotKept } from "../kept";
import { MustWait, WrongPin } from "../lock";
import type { Session } from "../session";
import { t } from "../words";
import { field, state, typed } from "./parts";
import { pinProblem } from "./pin";

/** What the last try to change the PIN said. */
export interface Said { words: string; isDone: boolean }

export function keeping(session: Session, said: Said, again: () => void): TemplateResult {
  const waits = session.waiting.length > 0;
  return html`${pin(session, said, again)}
    <details class="group"><summary>${t("Take the cell off this phone")}</summary>
      <p>${t("Everything of the cell is erased from this phone. What was sent stays in the minutes.")}</p>
      <div class="buttons"><button class="button" type="button" @click=${() => { void session.erase(); }} ?disabled=${waits}>${t("Erase it")}</button></div>
      ${waits ? html`<p>${state("due", t("Something is not sent yet, so nothing is erased. Go where there is a signal first."))}</p>` : nothing}
    </details>`;
}

function pin(session: Session, said: Said, again: () => void): TemplateResult {
  const change = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    void tried(session, typed(form)).then((words) => {
      said.words = words;
      said.isDone = words === "";
      if (said.isDone) form.reset();
      again();
    });
  };
  const secret = (id: string, words: string, error = ""): TemplateResult => field(
    id, words, html`<input id=${id} name=${id} type="password" inputmode="numeric" autocomplete="off">`, { error });
  return html`<details class="group" ?open=${Boolean(said.words)}><summary>${t("Change the PIN")}</summary>
    <form class="stack" novalidate @submit=${change}>
      ${secret("old-pin", t("The PIN until now"), said.words)}
      ${secret("new-pin", t("Choose a PIN"))}
      ${secret("new-again", t("The same PIN once more"))}
      <div class="buttons"><button class="button">${t("Change the PIN")}</button></div>
    </form>
    ${said.isDone ? html`<p role="status">${state("done", t("The new PIN opens this phone from now on."))}</p>` : nothing}</details>`;
}

async function tried(session: Session, found: Record<string, string>): Promise<string> {
  const { "old-pin": old = "", "new-pin": fresh = "", "new-again": once = "" } = found;
  const problem = pinProblem(fresh, once);
  if (problem) return problem;
  try {
    await session.store.changePin(old, fresh);
    return "";
  } catch (error) {
    if (error instanceof MustWait) return t("Too many wrong PINs. Try again in %(seconds)s seconds.", { seconds: error.seconds });
    if (error instanceof WrongPin) return t("This PIN does not open the phone's copy. Type it again.");
    if (error instanceof NotKept) return t("The phone is full: the old PIN still opens it. Delete some photos and try again.");
    throw error;
  }
}
