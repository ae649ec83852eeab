// What the page says. The English sentence is the key; the server puts the reader's language into the page.

let known: Readonly<Record<string, string>> = {};

/** Learn the words of the reader's language from the page. */
export function learnWords(page: Document): void {
  known = JSON.parse(page.getElementById("words")?.textContent ?? "{}") as Record<string, string>;
}

/** Say a sentence in the reader's language; %(name)s is what stands under the name. */
export function t(sentence: string, named: Readonly<Record<string, string | number>> = {}): string {
  const said = known[sentence] || sentence;
  return said.replace(/%\((\w+)\)s/g, (_all, name: string) => String(named[name] ?? ""));
}

// Made once: making one takes longer than using it a hundred times.
const HOURS = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
const DAYS = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh" });
const ISO_DAYS = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" });

/** Say an hour as people do: "19:30", in Vietnam's time. */
export function clock(at: string | Date): string {
  return HOURS.format(new Date(at));
}

/** Say a day: "03/12/2026", in Vietnam's time. */
export function day(at: string | Date): string {
  return DAYS.format(new Date(at));
}

/** Return the ISO day of a moment in Vietnam. */
export function localDay(at: Date): string {
  return ISO_DAYS.format(at);
}

/** Return the moment of an hour, "19:40", on the day of another moment, both in Vietnam's time; null if none. */
export function atHour(hour: string, day: string | Date): string | null {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(hour)) return null;
  // Vietnam keeps one time all year.
  return new Date(`${localDay(new Date(day))}T${hour}:00+07:00`).toISOString();
}

/** Say a size as people do: "120 kB", "2,4 MB" by the reader's language. */
export function size(bytes: number): string {
  const [count, unit] = bytes < 1_000_000 ? [bytes / 1000, "kB"] : [bytes / 1_000_000, "MB"];
  const said = new Intl.NumberFormat(document.documentElement.lang || "vi", { maximumFractionDigits: unit === "kB" ? 0 : 1 });
  return `${said.format(count)} ${unit}`;
}

/** Read "15/12/2026" or "15/12" as an ISO day; without a year the next such day after `from`. Null if none. */
export function readDay(text: string, from: Date): string | null {
  const match = /^\s*(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\s*$/.exec(text);
  if (!match) return null;
  const [date, month] = [Number(match[1]), Number(match[2])];
  const year = Number(match[3] ?? from.getFullYear());
  const found = iso(year, month, date);
  if (found === null || match[3] || found >= from.toISOString().slice(0, 10)) return found;
  return iso(year + 1, month, date);
}

function iso(year: number, month: number, date: number): string | null {
  const found = new Date(Date.UTC(year, month - 1, date));
  const real = found.getUTCMonth() === month - 1 && found.getUTCDate() === date;
  return real ? found.toISOString().slice(0, 10) : null;
}
