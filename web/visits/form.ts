// The form of a slip as the server made it: reading it, filling it, and showing why it was refused.

import type { Fields } from "./slips";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fieldsIn(form: HTMLFormElement): Field[] {
  const found = form.querySelectorAll<Field>("input[name], select[name], textarea[name]");
  return [...found].filter((field) => field.name !== "csrfmiddlewaretoken");
}

/** Return what stands in a form. */
export function fieldsOf(form: HTMLFormElement): Fields {
  return Object.fromEntries(fieldsIn(form).map((field) => [field.name, field.value.trim()]));
}

/** Put words into a form; a field that the words do not name keeps its own. */
export function fill(form: HTMLFormElement, fields: Fields): void {
  for (const field of fieldsIn(form)) {
    const words = fields[field.name];
    if (words !== undefined) field.value = words;
    if (words && field.type !== "hidden") field.closest("details")?.setAttribute("open", "");
  }
}

/** Show beside the fields why a slip was refused, and above them what is about the whole. */
export function showErrors(form: HTMLFormElement, sentence: string, errors: Readonly<Record<string, readonly string[]>>): void {
  for (const shown of form.querySelectorAll("[data-error]")) shown.remove();
  for (const field of form.querySelectorAll(".field--error")) field.classList.remove("field--error");
  const whole = [...(errors[""] ?? []), ...(errors["__all__"] ?? [])];
  if (sentence || whole.length > 0) form.prepend(box([sentence, ...whole].filter(Boolean)));
  for (const field of fieldsIn(form)) {
    const found = errors[field.name] ?? [];
    if (found.length === 0) continue;
    const around = field.closest(".field:not(.row)") ?? field.parentElement;
    around?.classList.add("field--error");
    for (const words of found) field.before(line(words));
    field.closest("details")?.setAttribute("open", "");
  }
  form.querySelector<HTMLElement>(".field--error input, .field--error textarea, .field--error select, .refusal")?.focus();
}

function box(sentences: readonly string[]): HTMLElement {
  const made = document.createElement("div");
  made.className = "refusal";
  made.setAttribute("role", "alert");
  made.tabIndex = -1;
  made.dataset["error"] = "";
  for (const words of sentences) {
    const said = document.createElement("p");
    said.className = "refusal__title";
    // Our own server's markup: sentences with their links, escaped there.
    said.innerHTML = words;
    made.append(said);
  }
  return made;
}

function line(words: string): HTMLElement {
  const made = document.createElement("p");
  made.className = "field__error";
  made.dataset["error"] = "";
  const said = document.createElement("span");
  said.innerHTML = words;
  made.append(said);
  return made;
}
