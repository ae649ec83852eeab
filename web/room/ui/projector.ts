// For the wall: the item in hand and its vote, nothing else, in letters that the last row can read.

import { type TemplateResult, html, nothing } from "lit-html";

import { type Shown, type ShownItem, type Vote, currentItem } from "../projection";
import { clock, t } from "../words";
import { state, tally } from "./parts";

export function projector(now: Shown, back: string, at: Date): TemplateResult {
  const current = currentItem(now);
  return html`<div class="wall">
    <p class="wall__top"><span>${t("%(present)s of %(base)s present", { present: now.presentNow, base: now.base })}</span>
      <a class="wall__back" href=${back}>${t("Back to the room")}</a><span class="num">${clock(at)}</span></p>
    ${current ? shownLarge(now, current) : html`<h1>${t("The meeting begins soon")}</h1>`}
  </div>`;
}

function shownLarge(now: Shown, current: ShownItem): TemplateResult {
  const body = now.items.filter((one) => one.item.part === "body");
  const number = body.indexOf(current) + 1;
  const vote = current.votes.at(-1);
  return html`<p class="wall__no">${number > 0 ? t("Item %(number)s of %(total)s", { number, total: body.length }) : t("Closing part")}</p>
    <h1>${current.item.title}</h1>
    ${current.item.presenter ? html`<p class="wall__who">${current.item.presenter}</p>` : nothing}
    ${vote ? voted(vote) : nothing}
    ${current.conclusion ? html`<p class="wall__said">${current.conclusion}</p>` : nothing}`;
}

function voted(vote: Vote): TemplateResult {
  const { question, inFavour: yes, against: no, other, base, needed } = vote;
  const carried = yes >= needed;
  const label = t("%(yes)s in favour, %(no)s against, of %(base)s who may vote; %(needed)s needed.", { yes, no, base, needed });
  return html`<section class="wall__vote" aria-label=${t("Votes")}><h2>${question}</h2>
    ${tally({ total: base, inside: yes, against: no, needed }, label, t("%(needed)s needed", { needed }))}
    <dl>
      <div><dt>${t("In favour")}</dt><dd>${yes}</dd></div>
      <div><dt>${t("Against")}</dt><dd>${no}</dd></div>
      <div><dt>${t("Other opinions")}</dt><dd>${other}</dd></div></dl>
    <p>${state(carried ? "done" : "missed", carried
      ? t("Carried: %(yes)s/%(base)s, %(needed)s needed", { yes, base, needed })
      : t("Not carried: %(yes)s/%(base)s, %(needed)s needed", { yes, base, needed }))}</p></section>`;
}
