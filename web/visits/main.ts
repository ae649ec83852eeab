// The entrance of the official's page on a phone: it opens the pages that are kept, and keeps what is written.

import { nothing, render } from "lit-html";

import { NoNetwork, Refused, SignedOut, answered, ask, reach } from "../room/asking";
import { NotKept } from "../room/kept";
import { uuid7 } from "../room/keys";
import { trouble } from "../room/ui/pin";
import { day, learnWords, t } from "../room/words";
import { fieldsOf, fill, showErrors } from "./form";
import { type Line, type Slip, begun, sendAll, toSend, written } from "./slips";
import { type About, type Given, type Pages, VisitStore } from "./store";
import { type Gate, begin, elsewhere, locked, pending } from "./ui";

// The key outlives a reload of this tab, and not the tab. Signing out forgets it; see shared/signing_out.ts.
const OPEN = "chibo-visits-open";
const HOME = "/visits/";
// Letters typed in a row are kept together; what waits is tried again now and then.
const PAUSE = 400;
const AGAIN = 15_000;
// Pages younger than this are not fetched anew, unless something was sent.
const FRESH = 600_000;

class Page {
  private about: About | undefined;
  private pages: Pages = {};
  private slips: readonly Slip[] = [];
  private slip: Slip | null = null;
  private form: HTMLFormElement | null = null;
  private line: Line = "quiet";
  private sentAt: Date | null = null;
  private alarm: "" | "full" | "gone" = "";
  private timer = 0;
  private working: Promise<unknown> = Promise.resolve();
  private sending: Promise<void> | null = null;
  private readonly shown = document.createElement("div");
  private readonly gateway = document.createElement("div");
  // The line of what is not sent stands before it, right in the page: only so it stays in sight.
  private readonly end = document.createComment("");
  private readonly gate: Gate = {
    refusal: "", busy: false,
    begin: (pin) => { void this.attempt(() => this.begin(pin)); },
    unlock: (pin) => { void this.attempt(async () => { await this.store.unlock(pin); await this.opened(); }); },
    refuse: (words) => { this.gate.refusal = words; void this.drawGate(); },
  };

  constructor(private readonly root: HTMLElement, private readonly store: VisitStore) {
    root.append(this.gateway, this.shown, this.end);
  }

  async start(): Promise<void> {
    await this.store.expire();
    this.about = await this.store.about();
    const kept = sessionStorage.getItem(OPEN);
    if (this.about && kept && (await this.store.reopen(kept))) await this.opened();
    else await this.drawGate();
    addEventListener("hashchange", () => { void this.flush().then(() => this.show()); });
    addEventListener("online", () => { void this.sendNow(); });
    // A page that goes out of sight may not come back.
    addEventListener("pagehide", () => { void this.flush(); });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.flush();
      else void this.sendNow();
    });
    setInterval(() => { if (document.visibilityState === "visible") void this.send(); }, AGAIN);
  }

  private async begin(pin: string): Promise<void> {
    const given = await this.fetchPages();
    await this.store.begin(given, pin, new Date());
    sessionStorage.setItem(OPEN, await this.store.keepOpen());
    // From here on the pages open by the service worker, with a network or without.
    await Promise.race([navigator.serviceWorker?.ready, new Promise((done) => { setTimeout(done, 5000); })]);
    location.assign(HOME);
  }

  private async opened(): Promise<void> {
    sessionStorage.setItem(OPEN, await this.store.keepOpen());
    this.about = await this.store.about();
    this.pages = await this.store.pages();
    this.slips = await this.store.slips();
    render(nothing, this.gateway);
    this.show();
    await this.send();
    const { isBehind = false, heardAt = "" } = (await this.store.about()) ?? {};
    if (isBehind || Date.now() - Date.parse(heardAt) > FRESH) await this.renew();
  }

  /** Show the page of this address as it is kept. */
  private show(): void {
    if (!this.store.isOpen) return;
    const path = location.pathname === "/visits/phone/" ? HOME : location.pathname;
    const page = this.pages[path];
    this.form = null;
    this.slip = null;
    if (page === undefined) {
      // The server knows more cells than a phone keeps.
      if (navigator.onLine && location.search === "") location.replace(`${location.pathname}?online=1`);
      render(elsewhere(), this.gateway);
    } else {
      this.shown.innerHTML = page;
      const form = this.shown.querySelector<HTMLFormElement>("form[data-slip]");
      if (form) this.take(form);
    }
    this.drawBar();
  }

  /** Take a slip in hand: the one named behind the address, else the one begun, else a new one. */
  private take(form: HTMLFormElement): void {
    const { slip: cell = "", name = "" } = form.dataset;
    const asked = location.hash.slice(1);
    const about = this.slips.filter((one) => one.cell === cell);
    const found = about.find((one) => one.id === asked) ?? about.find((one) => one.state !== "waiting");
    const id = found?.id ?? uuid7();
    this.form = form;
    // A page is kept for weeks: its day is not today's.
    fill(form, found?.fields ?? { day: day(new Date()) });
    fill(form, { key: id });
    this.slip = found ?? begun(id, cell, name, fieldsOf(form), new Date());
    if (found) showErrors(form, found.sentence, found.errors);
    form.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.flush(), PAUSE) as unknown as number;
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.submit();
    });
  }

  private async submit(): Promise<void> {
    if (!this.form || !this.slip) return;
    clearTimeout(this.timer);
    this.timer = 0;
    const fields = fieldsOf(this.form);
    const missing: Record<string, string[]> = {};
    if (!fields["came_at"]) missing["came_at"] = [t("Give an hour.")];
    if (!fields["day"]) missing["day"] = [t("Give a day.")];
    if (Object.keys(missing).length > 0) { showErrors(this.form, "", missing); return; }
    if (!(await this.keep(toSend(this.slip, fields, new Date())))) return;
    this.form = null;
    history.pushState(null, "", HOME);
    this.show();
    scrollTo(0, 0);
    await this.sendNow();
  }

  /** Keep what stands in the form, if anything was typed since. */
  private flush(): Promise<unknown> {
    if (this.timer && this.form && this.slip) {
      clearTimeout(this.timer);
      this.timer = 0;
      void this.keep(written(this.slip, fieldsOf(this.form), new Date()));
    }
    return this.working;
  }

  private keep(slip: Slip): Promise<boolean> {
    const before = this.slip;
    this.slip = slip;
    const work = this.working.then(async () => {
      try {
        await this.store.keepSlip(slip);
        this.alarm = "";
        return true;
      } catch (error) {
        if (!(error instanceof NotKept)) throw error;
        this.alarm = error.full ? "full" : "gone";
        this.slip = before;
        return false;
      } finally {
        await this.count();
      }
    });
    this.working = work;
    return work;
  }

  private send(): Promise<void> {
    if (!this.store.isOpen) return Promise.resolve();
    this.sending ??= this.once().finally(() => { this.sending = null; });
    return this.sending;
  }

  /** Send after whatever is being sent, which may know nothing of the last slip, or of the signal. */
  private async sendNow(): Promise<void> {
    await this.sending;
    await this.send();
  }

  private async once(): Promise<void> {
    const account = this.about?.account ?? "";
    const outcome = await sendAll(this.store, (slip) => ask(fetch.bind(globalThis), "/visits/send/", {
      account, cell: slip.cell, fields: { ...slip.fields, key: slip.id },
    }));
    this.line = outcome.line;
    if (outcome.sent > 0) {
      this.sentAt = new Date();
      await this.store.fellBehind();
    }
    await this.count();
    if (outcome.sent > 0) await this.renew();
  }

  private async renew(): Promise<void> {
    let given: Given;
    try {
      given = await this.fetchPages();
    } catch (error) {
      if (error instanceof SignedOut) this.line = "signed-out";
      else if (!(error instanceof NoNetwork || error instanceof Refused)) throw error;
      this.drawBar();
      return;
    }
    if (given.account !== this.about?.account) {
      this.line = "other-account";
      this.drawBar();
      return;
    }
    await this.store.renew(given, new Date());
    this.about = await this.store.about();
    const before = this.pages;
    this.pages = given.pages;
    // A form in hand stays as it is.
    if (!this.form && before[HOME] !== given.pages[HOME]) this.show();
    else this.drawBar();
  }

  private async fetchPages(): Promise<Given> {
    return answered<Given>(await reach(fetch.bind(globalThis), "/visits/pages/", { method: "GET" }));
  }

  private async count(): Promise<void> {
    try {
      this.slips = await this.store.slips();
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      this.alarm = "gone";
    }
    this.drawBar();
  }

  private async drop(slip: Slip): Promise<void> {
    await this.store.dropSlip(slip);
    await this.count();
    if (this.slip?.id === slip.id) location.assign(HOME);
  }

  private async erase(): Promise<void> {
    await this.store.erase();
    sessionStorage.removeItem(OPEN);
    location.assign(HOME);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.gate.busy = true;
    this.gate.refuse("");
    try {
      await work();
    } catch (error) {
      this.gate.refusal = error instanceof Refused ? error.sentence || t("You follow no cell. Ask the committee office.") : trouble(error);
    }
    this.gate.busy = false;
    if (!this.store.isOpen || this.gate.refusal) await this.drawGate();
  }

  private async drawGate(): Promise<void> {
    if (this.store.isOpen) return;
    this.about = await this.store.about();
    const { about } = this;
    render(about ? locked(this.gate, about, await this.store.waiting()) : begin(this.gate), this.gateway);
  }

  private drawBar(): void {
    if (!this.store.isOpen) return;
    render(pending({
      slips: this.slips, line: this.line, sentAt: this.sentAt, alarm: this.alarm, heardAt: this.about?.heardAt ?? "",
      isWriting: this.form !== null,
      drop: (slip) => { void this.drop(slip); },
      erase: () => { void this.erase(); },
    }), this.root, { renderBefore: this.end });
  }
}

async function main(): Promise<void> {
  learnWords(document);
  const root = document.getElementById("visits");
  if (!root) return;
  root.replaceChildren();
  if ("serviceWorker" in navigator) {
    void navigator.serviceWorker.register("/visits/worker.js", { scope: HOME });
  }
  await new Page(root, await VisitStore.open()).start();
}

void main();
