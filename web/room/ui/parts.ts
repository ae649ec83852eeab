// Small pieces of the page, as chibo/base/templatetags/shapes.py draws them.

import { type TemplateResult, html, nothing, svg } from "lit-html";
import { encodeQR } from "qr";

import { mark } from "./marks";

type Part = TemplateResult | typeof nothing;

/** A bar of one segment a person, with a mark where it is enough. */
export function tally(
  counts: { total: number; inside: number; against?: number; outside?: number; needed: number | null },
  label: string,
  needWord: string,
): TemplateResult {
  const { total, inside, against = 0, outside = 0, needed } = counts;
  const kinds = [
    ...Array<string>(inside).fill("seg--in"),
    ...Array<string>(against).fill("seg--no"),
    ...Array<string>(outside).fill("seg--out"),
    ...Array<string>(total).fill(""),
  ].slice(0, total);
  const width = Math.max(total, 1) * 12;
  const x = (needed ?? 0) * 12;
  return html`<svg viewBox="0 0 ${Math.max(width, 96)} ${needed === null ? 20 : 46}" role="img" aria-label=${label}>
    ${kinds.map((kind, place) => svg`<rect class="seg ${kind}" x=${12 * place + 1} y="1" width="10" height="18"></rect>`)}
    ${needed === null ? nothing : svg`<path class="need" d="M${x} 0v21l4 6h-8l4-6z"></path><text class="need-word" x=${Math.min(Math.max(x, 26), Math.max(width, 96) - 26)} y="42">${needWord}</text>`}
  </svg>`;
}

/** A QR code of some text, with the white margin that readers need. */
export function qr(text: string, label: string): TemplateResult {
  const dots = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const path = dots.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return html`<svg class="qr" viewBox="0 0 ${dots.length} ${dots.length}" role="img" aria-label=${label}><path d=${path}></path></svg>`;
}

/** A field with its label, hint and error. */
export function field(
  id: string, label: string, input: TemplateResult, { hint = "", error = "" } = {},
): TemplateResult {
  return html`<div class="field ${error ? "field--error" : ""}">
    <label for=${id}>${label}</label>
    ${hint ? html`<p class="field__hint" id="${id}-hint">${hint}</p>` : nothing}
    ${error ? html`<p class="field__error" role="alert">${mark("missed")} <span>${error}</span></p>` : nothing}
    ${input}
  </div>`;
}

/** A heading of a section, with a word on the right. */
export function head(id: string, title: string, beside: unknown = nothing): TemplateResult {
  return html`<div class="section__head"><h2 id=${id}>${title}</h2><p>${beside}</p></div>`;
}

/** Choices of a select, with an empty one first. */
export function options(among: readonly { id: string; name: string }[], chosen = ""): TemplateResult {
  return html`<option value="">–</option>${among.map(
    ({ id, name }) => html`<option value=${id} ?selected=${id === chosen}>${name}</option>`,
  )}`;
}

/** Return what a form holds, field by field. */
export function typed(form: HTMLFormElement): Record<string, string> {
  const found: Record<string, string> = {};
  new FormData(form).forEach((value, name) => { if (typeof value === "string") found[name] = value.trim(); });
  return found;
}

export { mark, state } from "./marks";
export type { Part };
