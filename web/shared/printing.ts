// Buttons that print: <button type="button" data-print hidden>. Hidden until they can work.

/** Show the printing buttons of a page and let them print it. */
export function printOnRequest(page: Document): void {
  for (const button of page.querySelectorAll<HTMLElement>("[data-print]")) {
    button.hidden = false;
  }
  page.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) {
      window.print();
    }
  });
}
