// Who is here, is it enough.

import { type TemplateResult, html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";

import { uuid7 } from "../keys";
import { type RollLine, type Shown, isPresent } from "../projection";
import type { Session } from "../session";
import { atHour, clock, t } from "../words";
import { field, head, mark, options, state, tally, typed } from "./parts";

// Called so soon after the opening, somebody was there from the beginning.
const SOON = 15 * 60_000;

const SHAPES: Readonly<Record<string, string>> = {
  present: "done", excused: "half", unexcused: "missed", uncalled: "wait",
};

export function roll(session: Session, now: Shown): TemplateResult {
  const groups: [string, string, RollLine[]][] = [
    ["uncalled", t("Not called yet"), now.roll.filter((one) => one.state === "uncalled")],
    ["absent", t("Absent"), now.roll.filter((one) => /excused$/.test(one.state))],
    ["away", t("Need not come"), now.roll.filter((one) => !(one.state in SHAPES))],
    ["present", t("Present"), now.roll.filter(isPresent)],
  ];
  const uncalled = groups[0]?.[2] ?? [];
  return html`<section class="section" aria-labelledby="roll">
    ${head("roll", t("Roll"), uncalled.length > 0 ? t("tap a name to mark present") : nothing)}
    ${counted(now)}
    ${groups.map(([name, words, lines]) => lines.length === 0 ? nothing : html`
      <details class="group" ?open=${name === "uncalled" || (name === "absent" && uncalled.length > 0)}>
        <summary>${words} <span class="num">${lines.length}</span></summary>
        <ul class="roll">${repeat(lines, (one) => one.line, (one) => person(session, now, one))}</ul>
        ${name === "uncalled" && lines.length > 2 ? html`<p><button class="button" type="button"
          @click=${() => { lines.forEach((one) => { present(session, now, one); }); }}>${t("All %(count)s left are present", { count: lines.length })}</button></p>` : nothing}
      </details>`)}
    ${seats(session, now)}
    ${guests(session, now)}
  </section>`;
}

function counted(now: Shown): TemplateResult {
  const { presentNow, base, needed } = now;
  const enough = presentNow > 0 && (needed === null || presentNow >= needed);
  const label = t("%(present)s present of %(base)s who must attend.", { present: presentNow, base });
  const outside = now.roll.filter((one) => /excused$/.test(one.state)).length;
  return html`<div class="tally">
    <p class="tally__sum"><b>${presentNow}/${base}</b> <span>${t("present.")}</span>
      ${needed === null ? nothing : enough
        ? state("done", t("Enough to meet, %(needed)s needed", { needed }))
        : state("due", t("Not enough yet, %(needed)s needed", { needed }))}</p>
    ${tally({ total: base, inside: presentNow, outside, needed }, label, t("%(needed)s needed", { needed: needed ?? 0 }))}
  </div>
  <details class="why"><summary>${t("Why %(base)s?", { base })}</summary><div>
    <p>${t("%(total)s in the cell, less %(away)s who need not come.", { total: now.roll.length, away: now.roll.length - base })}</p>
  </div></details>`;
}

function person(session: Session, now: Shown, one: RollLine): TemplateResult {
  const here = isPresent(one);
  const away = !(one.state in SHAPES);
  return html`<li data-state=${away ? "exempt" : one.state}>
    <div class="roll__row">
      <button class="roll__tap" type="button" aria-pressed=${here ? "true" : "false"}
        @click=${(event: MouseEvent) => {
          passOn(event);
          if (here) session.decide(one.line, null);
          else present(session, now, one);
        }}>
        ${mark(SHAPES[one.state] ?? "none")}
        <span><span class="roll__name">${one.person.name}${one.person.title ? html`<span class="quiet">, ${one.person.title}</span>` : nothing}</span>
        <span class="roll__state">${stateWords(one, now)}</span></span>
      </button>
      <details class="roll__more"><summary>${t("Other")}<span class="hidden-text">: ${one.person.name}</span></summary>
        <form class="buttons" @submit=${(event: SubmitEvent) => { other(event, session, now, one); }}>
          ${here ? html`<button class="button" value="left">${t("leaves now")}</button>
          <label>${t("Came at")} <input type="time" name="came" .value=${hourOf(one.arrived)}></label>
          <label>${t("Left at")} <input type="time" name="left" .value=${hourOf(one.left)}></label>
          <button class="button" value="hours">${t("Save the hours")}</button>` : html`
          <input name="reason" aria-label=${t("Reason")} placeholder=${t("Reason")} maxlength="120">
          <button class="button" value="excused">${t("absent with reason")}</button>
          <button class="button" value="unexcused">${t("absent without reason")}</button>`}
          ${one.state in SHAPES && one.state !== "uncalled" ? html`<button class="button button--quiet" value="undo">${t("not called")}</button>` : nothing}
        </form>
      </details>
    </div>
  </li>`;
}

// A name that was called leaves its list, and would take the focus of a keyboard with it.
function passOn(event: MouseEvent): void {
  if (event.detail > 0) return;
  const tapped = event.currentTarget as HTMLElement;
  const next = tapped.closest("li")?.nextElementSibling?.querySelector<HTMLElement>(".roll__tap")
    ?? tapped.closest("details")?.querySelector<HTMLElement>("summary");
  next?.focus();
}

function stateWords(one: RollLine, now: Shown): string {
  const from = one.arrived ?? now.openedAt;
  switch (one.state) {
    case "present":
      if (one.left) return t("present until %(hour)s", { hour: clock(one.left) });
      return from ? t("present from %(hour)s", { hour: clock(from) }) : t("present");
    case "excused":
      return one.reason ? t("absent with reason: %(reason)s", { reason: one.reason }) : t("absent with reason");
    case "unexcused": return t("absent without reason");
    case "uncalled": return t("not called yet");
    case "exempt": return t("exempt");
    case "temporarily_exempt": return t("exempt for a time");
    case "elsewhere": return t("attends elsewhere for a time");
    case "suspended": return t("suspended");
    case "guest": return t("attends here for a time");
    default: return t("need not come");
  }
}

function present(session: Session, now: Shown, one: RollLine): void {
  const at = session.now();
  const early = now.openedAt === null || at.getTime() - Date.parse(now.openedAt) < SOON;
  session.decide(one.line, {
    mark: "present", reason: "", arrived_at: early ? null : at.toISOString(), left_at: null,
  });
}

function hourOf(at: string | null): string {
  return at ? clock(at) : "";
}

function other(event: SubmitEvent, session: Session, now: Shown, one: RollLine): void {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const chosen = (event.submitter as HTMLButtonElement | null)?.value ?? "";
  const { reason = "", came = "", left = "" } = typed(form);
  const day = now.openedAt ?? session.now();
  if (chosen === "undo") session.decide(one.line, null);
  else if (chosen === "left") {
    session.decide(one.line, {
      mark: "present", reason: "", arrived_at: one.arrived, left_at: session.now().toISOString(),
    });
  } else if (chosen === "hours") {
    session.decide(one.line, { mark: "present", reason: "", arrived_at: atHour(came, day), left_at: atHour(left, day) });
  } else session.decide(one.line, { mark: chosen, reason: chosen === "excused" ? reason : "", arrived_at: null, left_at: null });
  form.closest("details")?.removeAttribute("open");
}

function seats(session: Session, now: Shown): TemplateResult {
  const people = now.roll.map(({ person: one }) => one);
  const secretary = people.find((one) => one.posts.includes("secretary"));
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    const { chair = "", writer = "", because = "" } = typed(event.target as HTMLFormElement);
    session.decide("seat", { chair: chair || null, meeting_secretary: writer || null, chair_because: because });
    (event.target as HTMLElement).closest("details")?.removeAttribute("open");
  };
  return html`<details class="group" ?open=${!now.writer}>
    <summary>${now.writer ? t("Minutes: %(name)s", { name: now.writer.name }) : t("Who chairs, who writes")}</summary>
    <form class="stack" @submit=${save}>
      ${field("chair", t("Chair"), html`<select id="chair" name="chair">${options(people, now.chair?.id ?? secretary?.id)}</select>`)}
      ${field("writer", t("Minute-taker"), html`<select id="writer" name="writer">${options(people, now.writer?.id)}</select>`)}
      ${field("because", t("Why not the secretary"), html`<input id="because" name="because" maxlength="200" .value=${now.chairBecause}>`, { hint: t("Only when another one chairs.") })}
      <div class="buttons"><button class="button">${t("Save who sits where")}</button></div>
    </form>
  </details>`;
}

function guests(session: Session, now: Shown): TemplateResult {
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const { name = "", title = "" } = typed(event.target as HTMLFormElement);
    if (!name) return;
    session.decide(`guest/${uuid7()}`, { name, title });
    (event.target as HTMLFormElement).reset();
  };
  return html`<details class="group"><summary>${t("Guests")} <span class="num">${now.guests.length}</span></summary>
    <ul>${now.guests.map((one) => html`<li>${one.name}${one.title ? `, ${one.title}` : ""}
      <button class="button button--quiet" type="button" @click=${() => { session.decide(`guest/${one.key}`, null); }}>${t("take back")}<span class="hidden-text">: ${one.name}</span></button></li>`)}</ul>
    <form class="stack" @submit=${add}>
      ${field("guest-name", t("Name"), html`<input id="guest-name" name="name" maxlength="100">`)}
      ${field("guest-title", t("From where, as what"), html`<input id="guest-title" name="title" maxlength="120">`)}
      <div class="buttons"><button class="button">${t("Write down a guest")}</button></div>
    </form>
  </details>`;
}
