// The entrance of the room's page.

import { html, nothing, render } from "lit-html";

import { shown } from "./projection";
import { ownScore } from "./scoring/own";
import { Session } from "./session";
import { Store } from "./store";
import { keepAwake } from "./ui/awake";
import { carried } from "./ui/carried";
import { ending } from "./ui/ending";
import { meetings, paper, pending, title } from "./ui/frame";
import { type Gate, begin, locked } from "./ui/gate";
import { type Refusals, item } from "./ui/item";
import type { Said } from "./ui/keeping";
import { projector } from "./ui/projector";
import { roll } from "./ui/roll";
import { inWords, scoring } from "./ui/scoring";
import { learnWords, t } from "./words";

// The key outlives a reload of this tab, and not the tab.
const OPEN = "chibo-open";

type Step = "roll" | "item" | "ending";

class Page {
  private readonly session: Session;
  private readonly gate: Gate;
  private readonly refusals: Refusals = new Map();
  private step: Step = "roll";
  private chosen = "";
  private drawing = false;
  private isWall = false;
  private about: Awaited<ReturnType<Store["about"]>>;
  private readonly said: Said = { words: "", isDone: false };

  constructor(private readonly root: HTMLElement, store: Store) {
    this.session = new Session(store, () => { this.draw(); });
    this.gate = {
      session: this.session, refusal: "", busy: false,
      again: () => { this.draw(); },
      opened: () => this.opened(),
    };
  }

  async start(): Promise<void> {
    const { store } = this.session;
    await store.expire();
    const kept = sessionStorage.getItem(OPEN);
    if (kept && (await store.about()) && (await store.reopen(kept))) await this.opened();
    addEventListener("hashchange", () => { void this.go(); });
    addEventListener("online", () => { this.session.wake(); });
    // A page that goes out of sight may not come back.
    addEventListener("pagehide", () => { void this.session.flush(); });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.session.flush();
      else this.session.wake();
    });
    setInterval(() => { if (document.visibilityState === "visible") void this.session.tick(); }, Session.EVERY);
    this.draw();
  }

  private async opened(): Promise<void> {
    sessionStorage.setItem(OPEN, await this.session.store.keepOpen());
    await this.session.open();
    await this.go();
    void this.session.renew().catch(() => { this.session.wake(); });
  }

  private async go(): Promise<void> {
    const [, document = "", wall = ""] = /^#m\/([0-9a-f-]+)(\/wall)?/.exec(location.hash) ?? [];
    if (document !== this.session.meeting?.document) {
      this.chosen = "";
      this.step = "roll";
    }
    this.isWall = wall !== "";
    if (document) await this.session.enter(document);
    else await this.session.leave();
    this.draw();
  }

  // Once per frame, however many changes came.
  private draw(): void {
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      // Without its database the page goes on with what it has in hand.
      void this.session.store.about().catch(() => this.about).then((about) => {
        this.about = about;
        document.body.classList.toggle("body--wall", this.isWall);
        keepAwake(this.isWall);
        render(this.page(about), this.root);
      });
    });
  }

  private page(about: Awaited<ReturnType<Store["about"]>>): unknown {
    const { session, gate } = this;
    if (!about) return begin(gate, new URLSearchParams(location.search).get("cell") ?? "");
    if (!session.store.isOpen || !session.copy) return locked(gate, about);
    if (!session.meeting || !session.document) return html`${meetings(session, this.said, () => { this.draw(); })}${pending(session)}`;
    return this.room();
  }

  private room(): unknown {
    const { session } = this;
    const { copy, meeting, document } = session;
    if (!copy || !meeting || !document) return nothing;
    const now = shown(copy, meeting, document, session.now());
    if (this.isWall) return projector(now, `#m/${meeting.document}`, session.now());
    if (now.openedAt === null) return html`${title(meeting, now, session.now())}${this.before()}${carried(session, meeting)}${pending(session)}`;
    const found = ownScore(copy, meeting, document, now, session.others, session.now());
    const scoredAfter = typeof found !== "string" && found.sheet.self_scored === "after_minutes";
    const body = now.items.filter((one) => one.item.part === "body");
    // Chosen once: concluding an item must not take it from under the hand that writes.
    const current = now.items.find((one) => one.item.id === this.chosen)
      ?? body.find((one) => !one.conclusion) ?? now.items.find((one) => one.item.part === "closing") ?? body[0];
    this.chosen = current?.item.id ?? "";
    const step = (name: Step, words: unknown): unknown => html`<button type="button" aria-pressed=${this.step === name ? "true" : "false"}
      @click=${() => { this.step = name; this.draw(); }}>${words}</button>`;
    const number = current ? body.indexOf(current) + 1 : 0;
    return html`${title(meeting, now, session.now())}
      <div class="jump jump--room" role="group" aria-label=${t("In the meeting room")}>
        ${step("roll", html`<b>${now.presentNow}/${now.base}</b> ${t("present")}`)}
        ${step("item", html`<b>${number || "–"}/${body.length}</b> ${t("item")}`)}
        ${step("ending", html`<b>${session.points.length + now.disputed.length}</b> ${t("open points")}`)}
      </div>
      <div class="split split--even split--top split--room" data-step=${this.step}>
        <div data-of="roll">${roll(session, now)}</div>
        <div><div data-of="item">${current ? item({
          session, meeting, now, refusals: this.refusals,
          again: () => { this.draw(); }, go: (key) => { this.choose(key); }, take: (key) => { this.take(key); },
        }, current) : nothing}</div>
        <div data-of="ending">${ending(session, meeting, now, scoring({ session, found, refusals: this.refusals, again: () => { this.draw(); } }), scoredAfter)}</div></div>
      </div>
      ${carried(session, meeting)}
      <p class="screen-only"><a class="button button--quiet" href="#m/${meeting.document}/wall">${t("Show the item on the wall")}</a></p>
      ${pending(session)}
      ${paper(meeting, now, copy.cell.name, session.code, inWords(found))}`;
  }

  private before(): unknown {
    const open = (): void => { this.session.decide("opened", { at: this.session.now().toISOString() }); };
    return html`<section class="action"><h2>${t("Open the meeting when the people are there")}</h2>
      <p>${t("From then on the roll is taken. The plan no longer changes.")}</p>
      <button class="button button--primary" type="button" @click=${open}>${t("Open the meeting room")}</button></section>`;
  }

  private choose(key: string): void {
    this.chosen = key;
    this.step = "item";
    this.refusals.clear();
    this.take(key);
    this.draw();
    document.getElementById("main")?.scrollIntoView();
  }

  private take(key: string): void {
    const taken = this.session.document?.outcome(`taken/${key}`).value;
    if (!taken) this.session.decide(`taken/${key}`, { at: this.session.now().toISOString() });
  }
}

async function main(): Promise<void> {
  learnWords(document);
  const root = document.getElementById("room");
  if (!root) return;
  if ("serviceWorker" in navigator) {
    void navigator.serviceWorker.register("/meetings/room/worker.js", { scope: "/meetings/room/" });
  }
  await new Page(root, await Store.open()).start();
}

void main();
