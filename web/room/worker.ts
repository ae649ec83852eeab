// Keeps the room's page on the device, so that it opens without a network.
//
// The server puts the list of files before this script. A new version is fetched whole beside the old one, and
// takes over when no page of the room is open any more: never in the middle of a meeting.

declare const self: ServiceWorkerGlobalScope & { CHIBO: { version: string; page: string; files: string[] } };

const { version, page, files } = self.CHIBO;

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
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate" && pathname === page) {
    event.respondWith(kept(page).then((found) => found ?? fetch(request)));
  } else if (files.includes(pathname)) {
    event.respondWith(kept(pathname).then((found) => found ?? fetch(request)));
  }
});

// Other pages that work offline keep their own files beside ours.
function isOld(name: string): boolean {
  return name !== version && name.startsWith("room-");
}

async function kept(path: string): Promise<Response | undefined> {
  return (await caches.open(version)).match(path);
}

export {};
