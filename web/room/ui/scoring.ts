// How the cell scores its own meeting: first what people decide, then what the record gives, then the vote on it.

import { type TemplateResult, html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";

import { Fraction, NOTHING, sum } from "../scoring/fractions";
import { type Decision, type Line, isGone, isOpen } from "../scoring/lines";
import { type Found, type OwnLine, type OwnScore, problemOf, waiting } from "../scoring/own";
import { gradeOf } from "../scoring/scoring";
import type { Sheet } from "../scoring/sheets";
import type { Session } from "../session";
import { t } from "../words";
import type { Refusals } from "./item";
import { type Part, field, head, mark, state, typed } from "./parts";

export interface Scoring {
  readonly session: Session;
  readonly found: Found;
  readonly refusals: Refusals;
  /** Draw again. */
  readonly again: () => void;
}

/** The section of the score; nothing for kinds of meetings that no sheet scores. */
export function scoring(place: Scoring): Part {
  const { found } = place;
  if (found === "no sheet") return nothing;
  if (typeof found === "string") {
    return html`<section class="section" aria-labelledby="score">${head("score", t("Score"))}<p>${
      found === "no roll" ? t("Cannot score: nobody is marked present. Mark who came first.")
        : t("The score sheet is not on this phone yet. It comes when there is a signal; the score can be given then.")}</p></section>`;
  }
  const { score, sheet } = found;
  const left = score.lines.filter(isOpen).length + score.unanswered.length;
  return html`<section class="section" aria-labelledby="score">
    ${head("score", t("Score"), left > 0 ? state("due", t("%(count)s still open", { count: left })) : state("done", t("nothing open")))}
    ${sheet.levels ? nothing : html`<p class="tally__sum"><b>${score.lowest.points.plain()}/${score.most.plain()}</b> <span>${t("points so far")}</span></p>`}
    <p>${graded(found)}</p>
    ${place.session.state === "sealed" ? html`<p>${t("The meeting is in the book, and the cell's own score with it. Nothing of it changes.")}</p>` : form(place, found)}
  </section>`;
}

function form(place: Scoring, found: OwnScore): TemplateResult {
  return html`<p class="quiet">${found.sheet.self_scored === "after_minutes" ? t("The cell scores itself after it has agreed to the minutes.")
      : t("The cell scores itself before it agrees to the minutes; what follows from reading them back is counted once it is ticked below.")}</p>
    ${people(place, found)}
    ${record(place, found)}
    ${voting(place, found)}`;
}

/** The score as the provisional minutes say it; nothing while nobody gave it a thought. */
export function inWords(found: Found): string {
  if (typeof found === "string" || !found.lines.some(({ decided }) => decided)) return "";
  const { score, sheet, inFavour, poll } = found;
  const points = sheet.levels ? [] : [`${score.lowest.points.plain()}/${score.most.plain()}`];
  const given = [...points, gradeOf(score) ?? t("not graded yet")].join(", ");
  const voted = inFavour === null ? "" : ` ${t("%(for)s of %(base)s voted for this score.", { for: inFavour, base: poll.base })}`;
  return `${t("The cell's own score: %(score)s.", { score: given })}${voted}`;
}

function graded({ score, sheet }: OwnScore): TemplateResult {
  const grade = gradeOf(score);
  if (grade !== null) return html`<b>${grade}.</b> ${score.lines.some(isOpen) ? t("What is still open cannot change it any more.") : nothing}`;
  const told = (one: { points: Fraction; grade: string }): string => (sheet.levels ? one.grade : `${one.points.plain()}, ${one.grade}`);
  return html`<b>${t("It cannot be graded yet.")}</b> ${t("With all of it: %(high)s. With nothing of it: %(low)s.", { high: told(score.highest), low: told(score.lowest) })}`;
}

// ---------------------------------------------------------------- what people decide

function people(place: Scoring, found: OwnScore): TemplateResult {
  const lines = found.lines.filter(({ proposed, problem }) => isOpen(proposed) || problem !== null);
  const left = lines.filter(({ line, problem }) => isOpen(line) || problem !== null).length + found.score.unanswered.length;
  return html`<details class="group"><summary>${t("What the cell decides")} <span class="num">${
    t("%(left)s of %(all)s left", { left, all: lines.length + found.events.length })}</span></summary>
    ${lines.map((one) => openLine(place, found.sheet, one))}
    ${found.events.map(({ override, happened }) => html`<fieldset class="field"><legend>${override.event}?</legend>
      <p class="field__hint">${t("If so, the grade is %(grade)s.", { grade: override.grade })}</p>
      ${[false, true].map((said) => html`<div class="choice"><input type="radio" id="event-${override.override}-${said}" name="event-${override.override}"
        .checked=${live(happened === said)} @change=${() => { place.session.decide(`score-event/${override.override}`, { happened: said }); }}>
        <label for="event-${override.override}-${said}">${said ? t("Yes") : t("No")}</label></div>`)}</fieldset>`)}
  </details>`;
}

function openLine(place: Scoring, sheet: Sheet, one: OwnLine): TemplateResult {
  const { proposed, decided } = one;
  const error = place.refusals.get(nameOf(proposed)) || (one.problem ? problemWords(one.problem, proposed) : "");
  const words = [proposed.measured?.words, ...proposed.shown.map((shown) => shown.words)].filter(Boolean);
  return html`<div class="field ${error ? "field--error" : ""}">
    <label for=${idOf(proposed)}>${title(proposed)}</label>
    ${proposed.criterion.guidance ? html`<p class="field__hint">${proposed.criterion.guidance}</p>` : nothing}
    ${words.length > 0 ? html`<p>${capital(words.join("; "))}.</p>` : nothing}
    ${error ? html`<p class="field__error" role="alert" id="${idOf(proposed)}-error">${mark("missed")} <span>${error}</span></p>` : nothing}
    ${input(sheet, proposed, decided, (text) => { give(place, sheet, proposed, text, decided?.because ?? ""); })}
    ${one.problem === "reason" ? html`<label for="because-${idOf(proposed)}">${t("Why this mark")}</label>
      <input id="because-${idOf(proposed)}" maxlength="300" @change=${(event: Event) => {
        if (decided) place.session.decide(nameOf(proposed), valueOf({ ...decided, because: (event.target as HTMLInputElement).value.trim() }));
      }}>` : nothing}
  </div>`;
}

/** What a line takes: points, a level, or passed or not. */
function input(sheet: Sheet, line: Line, decided: Decision | null, change: (text: string) => void, name = ""): TemplateResult {
  const id = idOf(line);
  const hear = (event: Event): void => { change((event.target as HTMLInputElement | HTMLSelectElement).value.trim()); };
  const choices = line.criterion.kind === "pass" ? [["yes", t("passed")], ["no", t("not passed")]] : sheet.levels?.map((one) => [one, one]);
  if (choices) {
    const chosen = decided ? (decided.passed === null ? decided.level : decided.passed ? "yes" : "no") : "";
    return html`<p class="mark-of" ?data-open=${isOpen(line) && !decided}><select id=${id} name=${name} @change=${hear}><option value="">–</option>${choices.map(([value, words]) =>
      html`<option value=${value} ?selected=${value === chosen}>${words}</option>`)}</select></p>`;
  }
  return html`<p class="mark-of" ?data-open=${isOpen(line) && !decided}><input id=${id} name=${name} inputmode="decimal" maxlength="9" autocomplete="off"
    .value=${decided?.points?.plain() ?? ""} @change=${hear}><span>/ ${line.most.plain()}</span></p>`;
}

/** Decide a line as it was typed; nothing typed takes it back. */
function give({ session, refusals, again }: Scoring, sheet: Sheet, line: Line, text: string, because: string): boolean {
  const name = nameOf(line);
  const decision = read(sheet, line, text, because);
  const problem = decision === "points" ? "points" : decision ? problemOf(line, decision, sheet) : null;
  refusals.set(name, problem ? problemWords(problem, line) : "");
  if (!problem && decision !== "points") {
    const standing = session.document?.outcome(name).value ?? null;
    if (decision || standing) session.decide(name, decision ? valueOf(decision) : null);
  }
  again();
  return !problem;
}

function read(sheet: Sheet, line: Line, text: string, because: string): Decision | "points" | null {
  const nothingYet = { points: null, level: "", passed: null, because };
  if (!text) return null;
  if (line.criterion.kind === "pass") return { ...nothingYet, passed: text === "yes" };
  if (sheet.levels) return { ...nothingYet, level: text };
  return /^\d{1,6}([.,]\d{1,6})?$/.test(text) ? { ...nothingYet, points: Fraction.read(text) } : "points";
}

function valueOf({ points, level, passed, because }: Decision): Record<string, unknown> {
  return { points: points?.text() ?? null, level, passed, because };
}

function problemWords(problem: "points" | "reason", line: Line): string {
  return problem === "points" ? t("Write points from 0 to %(most)s, such as 2 or 2,5.", { most: line.most.plain() })
    : t("The record says otherwise. Write in a few words why you change it.");
}

// ---------------------------------------------------------------- what the record gives

function record(place: Scoring, found: OwnScore): TemplateResult {
  const lines = found.lines.filter(({ proposed, problem }) => !isOpen(proposed) && !isGone(proposed) && problem === null);
  const gives = sum(lines.map(({ line }) => line.points ?? NOTHING)).plain();
  return html`<details class="group"><summary>${t("What the record gives")} <span class="num">${
    found.sheet.levels ? lines.length : `${gives}/${sum(lines.map(({ line }) => line.most)).plain()}`}</span></summary>
    <ul class="plain">${lines.map((one) => html`<li>${measuredLine(place, found.sheet, one)}</li>`)}</ul></details>`;
}

function measuredLine(place: Scoring, sheet: Sheet, one: OwnLine): TemplateResult {
  const { line, proposed, decided } = one;
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const { mark: text = "", because = "" } = typed(form);
    if (give(place, sheet, proposed, text, because)) form.closest("details")?.removeAttribute("open");
  };
  const because = `because-${idOf(proposed)}`;
  const error = place.refusals.get(nameOf(proposed)) ?? "";
  return html`<h3>${title(proposed)}</h3>
    <p><b class="num">${given(line)}</b> ${proposed.why === "full" ? t("It does not apply to this meeting, so it is given in full.") : `${capital(proposed.measured?.words ?? "")}.`}</p>
    ${line.why === "decided" ? html`<p>“${line.because}” <button class="button button--quiet" type="button"
      @click=${() => { place.session.decide(nameOf(proposed), null); }}>${t("take back")}<span class="hidden-text">: ${title(proposed)}</span></button></p>` : nothing}
    <details class="why" ?open=${error !== ""}><summary>${t("Give another mark")}<span class="hidden-text">: ${title(proposed)}</span></summary>
      <form class="stack" novalidate @submit=${save}>
        ${field(idOf(proposed), t("Mark for %(number)s, at most %(most)s", { number: proposed.key, most: proposed.most.plain() }),
          input(sheet, proposed, decided, () => undefined, "mark"), { error })}
        ${field(because, t("Why this mark"), html`<input id=${because} name="because" maxlength="300" .value=${decided?.because ?? ""}>`)}
        <div class="buttons"><button class="button">${t("Give this mark")}</button></div>
      </form></details>`;
}

function given(line: Line): string {
  if (line.passed !== null) return line.passed ? t("passed") : t("not passed");
  return line.points === null ? line.level : `${line.points.plain()}/${line.most.plain()}`;
}

// ---------------------------------------------------------------- the vote

function voting(place: Scoring, found: OwnScore): TemplateResult {
  const { session, refusals, again } = place;
  const { poll, inFavour } = found;
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    const { in_favour: text = "" } = typed(event.target as HTMLFormElement);
    refusals.set("score-vote", voteRefusal(found, text));
    if (!refusals.get("score-vote")) session.decide("score-vote", text ? { in_favour: Number(text) } : null);
    again();
  };
  // Something it was counted on may have changed since.
  const error = refusals.get("score-vote") || (inFavour === null ? "" : voteRefusal(found, String(inFavour)));
  return html`<details class="group" ?open=${error !== ""}><summary>${t("Weak points, and the vote on the score")}${
    inFavour === null ? nothing : html` <span class="num">${inFavour}/${poll.base}</span>`}</summary>
    ${field("score-note", t("Weak points and how to mend them"), html`<textarea id="score-note" rows="3" .value=${live(found.note)}
      @input=${(event: InputEvent) => { session.write("score-note", (event.target as HTMLTextAreaElement).value); }}></textarea>`,
      { hint: t("One or two, as the chair named them. May stay empty.") })}
    ${inFavour === null ? nothing : html`<p>${t("%(for)s of %(base)s voted for this score.", { for: inFavour, base: poll.base })}</p>`}
    <form class="stack" novalidate @submit=${save}>
      ${field("score-vote", t("The cell voted: how many for this score"), html`<input id="score-vote" name="in_favour" inputmode="numeric" maxlength="4"
        autocomplete="off" .value=${inFavour === null ? "" : String(inFavour)}>`,
        { error, hint: t("%(voters)s with a vote are present, %(needed)s are needed. Leave it empty until the cell has voted.", { voters: poll.votersPresent, needed: poll.needed }) })}
      <div class="buttons"><button class="button">${t("Record the vote on the score")}</button></div>
    </form></details>`;
}

function voteRefusal(found: OwnScore, text: string): string {
  if (!text) return "";
  if (!/^\d{1,4}$/.test(text)) return t("Write how many were in favour as a whole number.");
  const open = waiting(found).map(({ line }) => line.key);
  if (open.length > 0) return t("The cell votes on a whole score. Still open: %(lines)s. Decide these first.", { lines: open.join(", ") });
  return Number(text) > found.poll.votersPresent ? t("More are in favour than have a vote and were present. Count again.") : "";
}

// ---------------------------------------------------------------- names

function nameOf(line: Line): string {
  return `score/${line.key}`;
}

function idOf(line: Line): string {
  return `c${line.key.replace(/[^\p{L}\p{N}]+/gu, "-")}`;
}

function title(line: Line): string {
  return `${line.key}. ${line.criterion.title}`;
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
