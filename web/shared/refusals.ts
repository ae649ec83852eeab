// What a person must not miss: a refusal that htmx swapped in, and an answer that never came.

/** Bring refusals into view; show the element [data-no-answer] when the server does not answer. */
export function showRefusals(page: Document): void {
  page.addEventListener("htmx:afterSettle", (event) => {
    if (event.target instanceof Element) {
      const refusal = event.target.querySelector<HTMLElement>("[role=alert]");
      refusal?.scrollIntoView({ block: "center" });
    }
  });

  const show = (shown: boolean): void => {
    for (const notice of page.querySelectorAll<HTMLElement>("[data-no-answer]")) {
      notice.hidden = !shown;
    }
  };
  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    page.addEventListener(failure, () => { show(true); });
  }
  page.addEventListener("htmx:beforeRequest", () => { show(false); });
}
