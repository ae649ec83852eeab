// Does this phone trust the office's computer? Asked on the page /trust/ only.

type Outcome = "trusted" | "not-yet";

/** Find out, and show the sentence for it instead of the one for pages without scripts. */
export function showWhetherTrusted(page: Document): void {
  const asked = page.querySelector<HTMLElement>("[data-trust]");
  if (asked === null) {
    return;
  }
  const look = (): void => {
    void outcome(asked).then((found) => {
      for (const words of asked.querySelectorAll<HTMLElement>("[data-when]")) {
        words.hidden = words.dataset.when !== found;
      }
    });
  };
  look();
  // Coming back from the phone's settings, one wants to know whether it worked.
  page.addEventListener("visibilitychange", () => {
    if (page.visibilityState === "visible") {
      look();
    }
  });
}

function outcome(asked: HTMLElement): Promise<Outcome> {
  const { check, worker } = asked.dataset;
  return check ? shows(check) : keeps(worker ?? "");
}

/** Say whether a picture comes by HTTPS: it does not while the certificate is a stranger's. */
function shows(address: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const picture = new Image();
    picture.onload = () => resolve("trusted");
    picture.onerror = () => resolve("not-yet");
    picture.src = `${address}?${Date.now()}`;
  });
}

/** Say whether the phone may keep a page: not after a warning that was only tapped away. */
async function keeps(worker: string): Promise<Outcome> {
  try {
    const kept = await navigator.serviceWorker.register(worker);
    await kept.unregister();
    return "trusted";
  } catch {
    return "not-yet";
  }
}
