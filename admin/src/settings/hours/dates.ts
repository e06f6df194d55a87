// Exceptions by date as a list: put in, taken out, and read as runs of days that are alike. Knows nothing of screens.
import { dateOf, DAYS, ROUND_THE_CLOCK, type Exception, type Hours } from "./clock";
import type { Range } from "./ranges";

export const MOST_EXCEPTIONS = 400;
export const LONGEST_NAME = 60;
export const USUAL: Range[] = [["09:00", "18:00"]];
/** Days in a row with the same name and hours. */
export interface Run { dates: string[]; name: string; ranges: Range[] }

const midnightOf = (date: string): Date => new Date(`${date}T00:00:00Z`);
const dayAfter = (date: string): string => dateOf(new Date(midnightOf(date).getTime() + 86_400_000));
const byDate = (a: Exception, b: Exception): number => (a.date < b.date ? -1 : 1);

export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= "0001" && !Number.isNaN(midnightOf(text).getTime()) && dateOf(midnightOf(text)) === text;
}

/** From one date to another, both included; at most one more than there may be. */
export function datesBetween(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to && dates.length <= MOST_EXCEPTIONS; date = dayAfter(date)) dates.push(date);
  return dates;
}

/** What stands at the same date gives way. */
export function put(standing: readonly Exception[], fresh: readonly Exception[]): Exception[] {
  return [...without(standing, fresh.map((one) => one.date)), ...fresh].sort(byDate);
}

export function without(standing: readonly Exception[], dates: readonly string[]): Exception[] {
  return standing.filter((one) => !dates.includes(one.date));
}

export const alike = (a: Pick<Exception, "name" | "ranges">, b: Pick<Exception, "name" | "ranges">): boolean =>
  a.name === b.name && JSON.stringify(a.ranges) === JSON.stringify(b.ranges);

export function runs(exceptions: readonly Exception[]): Run[] {
  const found: Run[] = [];
  for (const one of [...exceptions].sort(byDate)) {
    const last = found.at(-1);
    const before = last?.dates.at(-1);
    if (last && before && dayAfter(before) === one.date && alike(last, one)) last.dates.push(one.date);
    else found.push({ dates: [one.date], name: one.name, ranges: one.ranges });
  }
  return found;
}

/** The hours of a working day: those of the week's first open one. */
export function workingHours(hours: Hours): Range[] {
  if (hours.always_open) return ROUND_THE_CLOCK;
  return DAYS.map((day) => hours.week[day]).find((ranges) => ranges.length > 0) ?? USUAL;
}
