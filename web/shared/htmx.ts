// htmx as Chibo uses it: whole pages come back, and a section of them is swapped.

import htmx from "htmx.org";

Object.assign(htmx.config, {
  // The content security policy forbids both; htmx shall not try.
  allowEval: false,
  includeIndicatorStyles: false,
  attributesToSettle: ["class"],

  // Our pages carry no script besides this one.
  allowScriptTags: false,

  // No copies of pages about people in the browser's storage: going back asks the server.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,

  // A refusal (409) or a form with mistakes (422) is a page to read, as a 200 is.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "409|422", swap: true },
    { code: "...", swap: false, error: true },
  ],
});
