// Ranges and names as the floor says them.
import { locale, t } from "../../i18n";
import type { Range } from "../../wire";

/** "3–6 min": whole minutes around the seconds told, by the rule of the widget's `waitRange`. */
export function rangeText([low, high]: Range): string {
  const [from, to] = [Math.floor(Math.round(low) / 60), Math.max(1, Math.ceil(Math.round(high) / 60))];
  if (from === 0) return t("floor.range_under", { high: to });
  return from === to ? t("floor.range_one", { high: to }) : t("floor.range", { low: from, high: to });
}

/** A visitor's label: who has no name is numbered by the server, in words of ours. */
export function visitorName(label: string): string {
  const number = /^Visitor (\d+)$/.exec(label)?.[1];
  return number ? t("person.visitor", { n: number }) : label;
}

const wallClock = (at: Date, timeZone?: string): string => new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeStyle: "short", ...(timeZone && { timeZone }) }).format(at);

/** "China Time", where the clock shows another hour than the reader's; nothing where it is the same. */
export function elsewhere(timeZone: string, at: string): string {
  const moment = new Date(at);
  if (wallClock(moment) === wallClock(moment, timeZone)) return "";
  const parts = new Intl.DateTimeFormat(locale.value, { timeZone, timeZoneName: "longGeneric" }).formatToParts(moment);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}

/** By how many whole hours the reader's clock is ahead of the place's; null where it is not whole hours. */
export function hoursAhead(timeZone: string, at: string): number | null {
  const shown = (zone?: string): number => Date.parse(`${new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", ...(zone && { timeZone: zone }) }).format(new Date(at)).replace(" ", "T")}Z`);
  const hours = (shown() - shown(timeZone)) / 3_600_000;
  return Number.isInteger(hours) ? hours : null;
}
