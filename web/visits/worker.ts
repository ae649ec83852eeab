// Keeps the official's page on the device, so that it opens without a network.
//
// The server puts the list of files before this script. A phone that keeps the official's pages opens them from
// its own copy, with a network or without: what is being written is then never in the hands of a weak signal.

declare const self: ServiceWorkerGlobalScope & { CHIBO: { version: string; page: string; files: string[] } };

const { version, page, files } = self.CHIBO;

// A cache with nothing in it says that this phone keeps the pages; its name is in store.ts, too.
const KEEPS = "keeps-visits";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(version).then((kept) =>
      kept.addAll([page, ...files].map((url) => new Request(url, { cache: "reload", credentials: "same-origin" }))),
    ),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { pathname, search } = new URL(request.url);
  if (request.mode === "navigate") {
    event.respondWith(opened(request, pathname, search));
  } else if (files.includes(pathname)) {
    event.respondWith(kept(pathname).then((found) => found ?? fetch(request)));
  }
});

/** Answer with our own page where it can show what is asked, else with the server's; offline always with ours. */
async function opened(request: Request, pathname: string, search: string): Promise<Response> {
  const ours = (await kept(page)) ?? null;
  if (ours && pathname === page) return ours;
  // With a question behind it, an address wants what only the server knows.
  const isKept = /^\/visits\/(slip\/[^/]+\/)?$/.test(pathname) && search === "";
  if (ours && isKept && (await caches.has(KEEPS))) return ours;
  try {
    return await fetch(request);
  } catch (error) {
    if (ours) return ours;
    throw error;
  }
}

async function kept(path: string): Promise<Response | undefined> {
  return (await caches.open(version)).match(path);
}

function isOld(name: string): boolean {
  return name !== version && name.startsWith("visits-");
}

export {};
