// Asking something of the server, and the ways it may go wrong. Every request is safe to send again.

/** Why the server did not take something. */
export class Refused extends Error {
  constructor(readonly code: string, readonly sentence: string, readonly errors: Readonly<Record<string, readonly string[]>> = {}) {
    super(code);
  }
}

/** The server cannot be reached. */
export class NoNetwork extends Error {}

/** Somebody must sign in again before anything is sent. */
export class SignedOut extends Error {}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Send plain values and return those answered. Throws NoNetwork, SignedOut or Refused. */
export async function ask<Answered>(fetch: Fetch, url: string, values: object): Promise<Answered> {
  return answered(await reach(fetch, url, {
    method: "POST",
    body: await packed(JSON.stringify(values)),
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": token(),
      ...(canPack ? { "Content-Encoding": "gzip" } : {}),
    },
  }));
}

/** Return the plain values of an answer. Throws NoNetwork, SignedOut or Refused. */
export async function answered<Answered>(response: Response): Promise<Answered> {
  const found: unknown = await response.json().catch(() => null);
  if (response.ok) {
    // The page of some wifi that wants to be signed in to is no answer of ours.
    if (found === null || typeof found !== "object") throw new NoNetwork();
    return found as Answered;
  }
  const refused = found as { refused?: string; sentence?: string; errors?: Record<string, string[]> } | null;
  if (refused?.refused) throw new Refused(refused.refused, refused.sentence ?? "", refused.errors);
  // A page instead of an answer: the sign-in has gone.
  if (response.status === 403) throw new SignedOut();
  if (response.status === 404) throw new Refused("gone", "");
  throw new NoNetwork();
}

/** Ask for something at an address. Throws NoNetwork or SignedOut. */
export async function reach(fetch: Fetch, url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, redirect: "manual", credentials: "same-origin" });
  } catch {
    throw new NoNetwork();
  }
  if (response.type === "opaqueredirect" || response.status === 302) throw new SignedOut();
  return response;
}

const canPack = typeof CompressionStream !== "undefined";

async function packed(text: string): Promise<BodyInit> {
  if (!canPack) return text;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

function token(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(globalThis.document?.cookie ?? "")?.[1] ?? "";
}
