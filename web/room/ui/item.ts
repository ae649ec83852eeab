// The item in hand: what was said, voted, given, concluded.

import { type TemplateResult, html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";

import type { Meeting } from "../copy";
import { uuid7 } from "../keys";
import { type Shown, type ShownItem, type Task, type Vote, isPresent, pollNow } from "../projection";
import { countProblem } from "../rules";
import type { Session } from "../session";
import { day, readDay, t } from "../words";
import { field, head, options, state, tally, typed } from "./parts";

/** What the forms of the page refuse, by form; gone with the next try. */
export type Refusals = Map<string, string>;

export interface Place {
  readonly session: Session;
  readonly meeting: Meeting;
  readonly now: Shown;
  readonly refusals: Refusals;
  /** Draw again. */
  readonly again: () => void;
  readonly go: (item: string) => void;
  /** Note that an item was taken up, if nobody has. */
  readonly take: (item: string) => void;
}

export function item(place: Place, current: ShownItem): TemplateResult {
  const { now, session } = place;
  const body = now.items.filter((one) => one.item.part === "body");
  const number = body.indexOf(current) + 1;
  const closing = current.item.part === "closing";
  return html`
    <section class="section" aria-labelledby="item">
      ${head("item", number > 0 ? t("Item %(number)s of %(total)s", { number, total: body.length }) : t("Closing part"),
        html`${t("%(minutes)s minutes planned", { minutes: current.item.minutes })}${used(current, session.now())}`)}
      <h3>${current.item.title}</h3>
      ${current.item.reason ? html`<p class="reason">${t("because:")} <b>${current.item.reason}</b></p>` : nothing}
      ${current.item.presenter ? html`<p class="quiet">${current.item.presenter}</p>` : nothing}
      ${others(place)}
    </section>
    ${closing ? resolution(place) : speeches(place, current)}
    ${closing && place.meeting.kind === "committee" ? nothing : votes(place, current)}
    ${tasks(place, current)}
    ${note(place, current)}
    ${closing ? nothing : conclusion(place, current, body)}`;
}

function used(current: ShownItem, at: Date): string {
  if (!current.takenAt) return "";
  const minutes = Math.max(0, Math.round((at.getTime() - Date.parse(current.takenAt)) / 60_000));
  // One left open, or read again the day after, tells no time.
  return minutes > 240 ? "" : t(", taken up %(minutes)s minutes ago", { minutes });
}

function note({ session }: Place, current: ShownItem): TemplateResult {
  const name = `note/${current.item.id}`;
  return html`<details class="group"><summary>${t("Notes of those who write")}${current.note ? html` <span class="num">1</span>` : nothing}</summary>
    ${field("note", t("Note"), html`<textarea id="note" rows="3" .value=${live(current.note)}
      @input=${(event: InputEvent) => { session.write(name, (event.target as HTMLTextAreaElement).value); }}></textarea>`,
      { hint: t("Seen by all who write the minutes; it does not go into them.") })}</details>`;
}

function others({ session, now, go }: Place): TemplateResult {
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const { title = "" } = typed(event.target as HTMLFormElement);
    if (!title) return;
    const key = uuid7();
    const last = Math.max(99, ...now.items.filter((one) => one.item.part === "body").map((one) => one.item.position));
    session.decide(`item/${key}`, { title, minutes: 10, needs_vote: false, part: "body", position: last + 1, origin: "" });
    (event.target as HTMLFormElement).reset();
    go(key);
  };
  let number = 0;
  const nothingYet = !now.items.some((one) => one.item.part === "body");
  return html`<details class="group" ?open=${nothingYet}><summary>${t("Go to another item")}</summary>
    <ol class="items">${now.items.filter((one) => one.item.part !== "opening").map((one) => html`
      <li><span class="item__no" aria-hidden="true">${one.item.part === "body" ? (number += 1) : "–"}</span>
        <div><h4><button class="go" type="button" @click=${() => { go(one.item.id); }}>${one.item.title}</button></h4>
        ${one.conclusion ? state("done", t("concluded")) : nothing}</div></li>`)}</ol>
    <form class="stack" @submit=${add}>
      ${field("new-item", t("Add an item"), html`<input id="new-item" name="title" maxlength="200">`)}
      <div class="buttons"><button class="button">${t("Put on the agenda")}</button></div>
    </form>
  </details>`;
}

function speeches({ session, now, refusals, again, take }: Place, current: ShownItem): TemplateResult {
  const here = now.roll.filter(isPresent).map(({ person }) => person);
  const unsent = new Set(session.waiting.flatMap((one) => one.names));
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const { who = "", gist = "", proposal = "" } = typed(form);
    refusals.set("speech", !who ? t("Choose who spoke.") : !gist ? t("Write what was said.") : "");
    if (!refusals.get("speech")) {
      take(current.item.id);
      const value = { item: current.item.id, person: who, guest: "", said_at: session.now().toISOString(), is_proposal: proposal === "on" };
      session.decide(`speech/${uuid7()}`, value, gist);
      form.reset();
    }
    again();
  };
  return html`<section class="section" aria-labelledby="speeches">
    ${head("speeches", t("Speeches"), here.length > 0 ? t("%(speakers)s of %(present)s present have spoken", { speakers: now.speakers, present: here.length }) : nothing)}
    <ul class="speeches">${current.speeches.length === 0 ? html`<li class="quiet">${t("Nobody has spoken yet.")}</li>` : current.speeches.map((one) => html`
      <li data-sent=${unsent.has(`speech/${one.key}`) ? "no" : "yes"}><h3>${one.who}</h3><blockquote>${one.gist}</blockquote>
        <p>${one.isProposal ? state("wait", t("recorded as a proposal")) : nothing}
          ${unsent.has(`speech/${one.key}`) ? state("wait", t("not sent")) : nothing}
          <button class="button button--quiet" type="button" @click=${() => { session.decide(`speech/${one.key}`, null); }}>${t("take back")}<span class="hidden-text">: ${one.who}</span></button></p></li>`)}</ul>
    <details class="group" ?open=${Boolean(refusals.get("speech"))}><summary>${t("Add what was said")}</summary>
      <form class="stack" novalidate @submit=${add}>
        ${field("who", t("Who spoke"), html`<select id="who" name="who">${options(here)}</select>`, { error: refusals.get("speech") ?? "" })}
        ${field("gist", t("What was said"), html`<textarea id="gist" name="gist" rows="3"></textarea>`, { hint: t("The gist, in a sentence or two.") })}
        <div class="choice"><input type="checkbox" id="proposal" name="proposal"><label for="proposal">${t("Record as a proposal")}</label></div>
        <div class="buttons"><button class="button">${t("Write it down")}</button></div>
      </form>
    </details>
  </section>`;
}

function votes(place: Place, current: ShownItem): TemplateResult {
  const { session, meeting, now, refusals, again, take } = place;
  const on = current.item.part === "closing" ? "resolution" : meeting.kind === "admission" ? "admission" : "ordinary";
  const poll = pollNow(session.copy!, meeting, now, on, session.now());
  const record = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const found = typed(form);
    const counts = { in_favour: Number(found["in_favour"]), against: Number(found["against"]), other: Number(found["other"]) };
    refusals.set("vote", voteRefusal(now, found, counts, poll.votersPresent));
    if (!refusals.get("vote")) {
      take(current.item.id);
      const line = `vote/${current.item.id}/${current.votes.length + 1}`;
      const method = on === "admission" ? "ballot" : "hands";
      session.decide(line, { question: found["question"] ?? "", on, method, ...counts, at: session.now().toISOString() });
      form.reset();
    }
    again();
  };
  const count = (name: string, label: string, value: string): TemplateResult => html`
    <div><label for="vote-${name}">${label}</label><input id="vote-${name}" name=${name} type="number" inputmode="numeric" min="0" value=${value}></div>`;
  const open = Boolean(refusals.get("vote")) || (current.votes.length === 0 && (current.item.needs_vote || on === "resolution"));
  return html`<section class="section" aria-labelledby="vote">
    ${head("vote", t("Votes"))}
    ${current.votes.map((one) => counted(session, one))}
    <details class="group" ?open=${open}><summary>${t("Vote")}</summary>
      <form class="vote" novalidate @submit=${record}>
        ${field("question", t("Voted on"), html`<input id="question" name="question" maxlength="300" value=${on === "resolution" ? t("Adopting the resolution") : current.item.title}>`, { error: refusals.get("vote") ?? "" })}
        <div class="vote__counts">${count("in_favour", t("In favour"), "")}${count("against", t("Against"), "0")}${count("other", t("Other opinions"), "0")}</div>
        <details class="why"><summary>${t("Why counted over %(base)s?", { base: poll.base })}</summary><div><p>${t(
          "Counted over all who may vote, not only those present; %(needed)s are needed, %(voters)s who may vote are present.",
          { needed: poll.needed, voters: poll.votersPresent })}</p></div></details>
        <div class="buttons"><button class="button">${t("Record the vote")}</button></div>
      </form>
    </details>
  </section>`;
}

function counted(session: Session, one: Vote): TemplateResult {
  const { inFavour: yes, against: no, base, needed } = one;
  const label = t("%(yes)s in favour, %(no)s against, of %(base)s who may vote; %(needed)s needed.", { yes, no, base, needed });
  return html`<div class="vote"><p><b>${one.question}</b></p>
    <div class="tally">${tally({ total: base, inside: yes, against: no, needed }, label, t("%(needed)s needed", { needed }))}</div>
    <p class="outcome">${yes >= needed
      ? t("Carried: %(yes)s/%(base)s, %(needed)s needed", { yes, base, needed })
      : t("Not carried: %(yes)s/%(base)s, %(needed)s needed", { yes, base, needed })}</p>
    <button class="button button--quiet" type="button" @click=${() => { session.decide(one.line, null); }}>${t("take back")}<span class="hidden-text">: ${one.question}</span></button>
  </div>`;
}

function voteRefusal(
  now: Shown, found: Record<string, string>,
  counts: { in_favour: number; against: number; other: number }, voters: number,
): string {
  if (now.presentNow === 0) return t("Cannot vote yet: the roll was not taken.");
  if (now.needed !== null && now.presentNow < now.needed) {
    return t("Cannot vote: %(present)s present, %(needed)s needed. Wait for more and mark who has come, or call the meeting off and plan another day.", { present: now.presentNow, needed: now.needed });
  }
  if (!found["question"]) return t("Say what was voted on.");
  const whole = [found["in_favour"], found["against"], found["other"]].every((one) => /^\d{1,4}$/.test(one ?? ""));
  if (!whole) return t("Write a number, 0 if nobody.");
  if (countProblem(counts, voters)) {
    const cast = counts.in_favour + counts.against + counts.other;
    return t("%(cast)s votes, but only %(voters)s who may vote are present. Count again.", { cast, voters });
  }
  return "";
}

function tasks({ session, now, refusals, again, take }: Place, current: ShownItem): TemplateResult {
  const people = now.roll.map(({ person }) => person);
  const give = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const { what = "", owner = "", group = "", due = "", expected = "", amount = "", measure = "", theme = "" } = typed(form);
    const much = amount.replace(",", ".");
    const dueOn = readDay(due, session.now());
    refusals.set("task", !what ? t("Say what is to be done.")
      : !owner && !group ? t("Choose who does it, or name a group.")
      : dueOn === null ? t("Write the day as %(example)s.", { example: "15/12/2026" })
      : much && !/^\d{1,8}(\.\d{1,2})?$/.test(much) ? t("Write the amount as a number, without the measure.") : "");
    if (!refusals.get("task")) {
      take(current.item.id);
      session.decide(`task/${uuid7()}`, {
        item: current.item.id, what, owner: owner || null, owner_group: owner ? "" : group, due_on: dueOn,
        expected, amount: much || null, measure, theme,
      });
      form.reset();
    }
    again();
  };
  return html`<section class="section" aria-labelledby="tasks">
    ${head("tasks", t("Tasks from this item"))}
    <ul class="tasks">${current.tasks.map((one) => task(session, one))}</ul>
    <details class="group" ?open=${Boolean(refusals.get("task"))}><summary>${t("Give a task")}</summary>
      <form class="stack" novalidate @submit=${give}>
        ${field("what", t("What is to be done"), html`<input id="what" name="what" maxlength="200">`, { error: refusals.get("task") ?? "" })}
        ${field("owner", t("Who is responsible"), html`<select id="owner" name="owner">${options(people)}</select>`)}
        ${field("group", t("Or a group"), html`<input id="group" name="group" maxlength="100">`)}
        ${field("due", t("By"), html`<input id="due" name="due" inputmode="numeric" placeholder="15/12/2026">`)}
        ${field("expected", t("Done when"), html`<input id="expected" name="expected" maxlength="200">`, { hint: t("A number makes next month's review easy.") })}
        <div class="row field">${field("amount", t("Amount"), html`<input id="amount" name="amount" inputmode="decimal" maxlength="11">`)}
        ${field("measure", t("Measure"), html`<input id="measure" name="measure" maxlength="30" placeholder="m">`)}</div>
        ${field("theme", t("Theme"), html`<select id="theme" name="theme">${options((session.copy?.themes ?? []).map(({ code, name }) => ({ id: code, name })))}</select>`)}
        <div class="buttons"><button class="button">${t("Give the task")}</button></div>
      </form>
    </details>
  </section>`;
}

function task(session: Session, one: Task): TemplateResult {
  return html`<li><h3>${one.what}</h3><p class="task__meta">${one.who} · ${t("by %(due)s", { due: day(one.dueOn) })}${one.expected ? ` · ${one.expected}` : ""}${one.measured ? ` · ${one.measured}` : ""}</p>
    <p><button class="button button--quiet" type="button" @click=${() => { session.decide(`task/${one.key}`, null); }}>${t("take back")}<span class="hidden-text">: ${one.what}</span></button></p></li>`;
}

function conclusion({ session, go, now, take }: Place, current: ShownItem, body: readonly ShownItem[]): TemplateResult {
  const name = `conclusion/${current.item.id}`;
  const next = body.slice(body.indexOf(current) + 1)[0] ?? now.items.find((one) => one.item.part === "closing");
  const onward = (): void => {
    void session.flush();
    if (next) go(next.item.id);
  };
  return html`<section class="section" aria-labelledby="conclusion">
    ${head("conclusion", t("Conclusion"))}
    ${field("conclusion-text", t("What the chair concluded"), html`<textarea id="conclusion-text" rows="3" .value=${live(current.conclusion)}
      @input=${(event: InputEvent) => { take(current.item.id); session.write(name, (event.target as HTMLTextAreaElement).value); }}></textarea>`,
      { hint: t("A sentence or two, as the chair said it.") })}
    ${next ? html`<div class="buttons"><button class="button button--primary" type="button" @click=${onward}>${
      next.item.part === "closing" ? t("Go to the closing part") : t("Go to item %(number)s", { number: body.indexOf(next) + 1 })}</button></div>` : nothing}
  </section>`;
}

function resolution({ session, now, meeting }: Place): TemplateResult | typeof nothing {
  if (meeting.kind === "committee") return nothing;
  return html`<section class="section" aria-labelledby="resolution">
    ${head("resolution", t("Resolution"))}
    ${field("resolution-text", t("Text of the resolution"), html`<textarea id="resolution-text" rows="8" .value=${live(now.resolution)}
      @input=${(event: InputEvent) => { session.write("resolution", (event.target as HTMLTextAreaElement).value); }}></textarea>`)}
  </section>`;
}
