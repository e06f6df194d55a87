// A year of holidays from a file in the format of holidays-cn: {year, days: [{name, date, isOffDay}]}. Days off are
// closed, and days worked in return get the hours they are given. A file that is wrong is refused as a whole.
import type { Exception } from "./clock";
import { alike, isDate, LONGEST_NAME, MOST_EXCEPTIONS } from "./dates";
import type { Range } from "./ranges";

export const MOST_BYTES = 1_000_000;
export type HolidayFault = "too_big" | "not_utf8" | "not_json" | "no_days" | "empty" | "too_many" | "bad_day" | "bad_date" | "long_name" | "double";
export type Holidays = { exceptions: Exception[] } | { fault: HolidayFault; part: string };
interface Day { name: string; date: string; isOffDay: boolean }

/** The text of a file; null where it is not UTF-8, whose names would be read as something else. */
export function textOf(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, "")) as unknown;
  } catch {
    return undefined;
  }
}

const field = (value: unknown, name: string): unknown => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined);
const isDay = (day: unknown): day is Day =>
  typeof field(day, "name") === "string" && typeof field(day, "date") === "string" && typeof field(day, "isOffDay") === "boolean";

function dayFault(day: unknown, place: number, seen: { has: (date: string) => boolean }): { fault: HolidayFault; part: string } | null {
  if (!isDay(day)) return { fault: "bad_day", part: String(place) };
  if (!isDate(day.date)) return { fault: "bad_date", part: day.date.slice(0, LONGEST_NAME) };
  if (day.name.trim().length > LONGEST_NAME) return { fault: "long_name", part: day.date };
  return seen.has(day.date) ? { fault: "double", part: day.date } : null;
}

export function readHolidays(text: string, worked: Range[]): Holidays {
  if (text.length > MOST_BYTES) return { fault: "too_big", part: "" };
  const read = parsed(text);
  if (read === undefined) return { fault: "not_json", part: "" };
  const days = field(read, "days");
  if (!Array.isArray(days)) return { fault: "no_days", part: "" };
  if (days.length === 0) return { fault: "empty", part: "" };
  if (days.length > MOST_EXCEPTIONS) return { fault: "too_many", part: "" };
  return listed(days, worked);
}

function listed(days: unknown[], worked: Range[]): Holidays {
  const seen = new Map<string, Exception>();
  for (const [index, day] of days.entries()) {
    const wrong = dayFault(day, index + 1, seen);
    if (wrong) return wrong;
    const { date, name, isOffDay } = day as Day;
    seen.set(date, { date, name: name.trim(), ranges: isOffDay ? [] : worked });
  }
  return { exceptions: [...seen.values()] };
}

/** What taking them over would do: how many are closed and open, replace something else, or stand there already. */
export function compared(standing: readonly Exception[], fresh: readonly Exception[]): { closed: number; open: number; replaced: number; same: number } {
  const closed = fresh.filter((one) => one.ranges.length === 0).length;
  const pairs = fresh.flatMap((one) => standing.filter((other) => other.date === one.date).map((other) => alike(one, other)));
  const same = pairs.filter(Boolean).length;
  return { closed, open: fresh.length - closed, replaced: pairs.length - same, same };
}
