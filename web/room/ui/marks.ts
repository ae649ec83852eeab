// The shapes beside the words, as chibo/base/templatetags/shapes.py draws them.

import { type TemplateResult, html } from "lit-html";

/** One shape of the sprite; it says nothing aloud. */
export function mark(name: string): TemplateResult {
  return html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><use href="#m-${name}"></use></svg>`;
}

/** A state: its shape, then its words. */
export function state(name: string, words: string): TemplateResult {
  return html`<span class="state state--${name}">${mark(name)}${words}</span>`;
}
