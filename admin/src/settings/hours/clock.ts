// When an inbox is open, worked out in the browser so that hours can be tried before they are published.
// The server's word (GET …/business_hours) is the law for visitors; this only answers "what would it say", by the same
// rules: tests/domain/business_hours.json holds both to them.
import { spans, type Range } from "./ranges";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];
export type Week = Record<Day, Range[]>;
/** On that date, by the wall clock of the inbox's place, these ranges count in place of the week's. */
export interface Exception { date: string; name: string; ranges: Range[] }
export interface Hours { always_open: boolean; time_zone: string; week: Week; exceptions: Exception[] }
export interface State { open: boolean; closesAt: Date | null; opensAt: Date | null }

interface Wall { year: number; month: number; date: number; hour: number; minute: number }
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const LOOK_AHEAD_DAYS = 400;
/** Who is open for longer has no closing time worth naming. */
const CLOSING_DAYS = 13;
export const ROUND_THE_CLOCK: Range[] = [["00:00", "24:00"]];
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one is slow, and a year of days asks for many. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-US", {
    timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  });
  formats.set(timeZone, format);
  return format;
}

function wall(at: Date, timeZone: string): Wall {
  const read = Object.fromEntries(formatOf(timeZone).formatToParts(at).map((part) => [part.type, Number(part.value)]));
  return { year: read["year"] ?? 0, month: read["month"] ?? 1, date: read["day"] ?? 1, hour: read["hour"] ?? 0, minute: read["minute"] ?? 0 };
}

export function offsetMinutes(at: Date, timeZone: string): number {
  const w = wall(at, timeZone);
  const asIfUtc = Date.UTC(w.year, w.month - 1, w.date, w.hour, w.minute);
  return Math.round((asIfUtc - Math.floor(at.getTime() / MINUTE) * MINUTE) / MINUTE);
}

/** When the wall clock shows that time: of two equal times the first or the second, and the jump where it is skipped. */
function instant(day: Date, minutes: number, timeZone: string, which: "first" | "second"): number {
  const naive = day.getTime() + minutes * MINUTE;
  const offsets = [-DAY, DAY].map((away) => offsetMinutes(new Date(naive + away), timeZone));
  const [early = naive, late = naive] = offsets.map((offset) => naive - offset * MINUTE);
  const real = [early, late].filter((guess, index) => offsetMinutes(new Date(guess), timeZone) === offsets[index]);
  if (real.length === 0) return jump(Math.min(early, late), Math.max(early, late), timeZone);
  return which === "first" ? Math.min(...real) : Math.max(...real);
}

/** The minute at which the clock is put forward, between two moments around it. */
function jump(before: number, after: number, timeZone: string): number {
  const old = offsetMinutes(new Date(before), timeZone);
  let [low, high] = [before, after];
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
    if (offsetMinutes(new Date(middle), timeZone) === old) low = middle;
    else high = middle;
  }
  return high;
}

export function nowIn(timeZone: string, at: Date): { day: Day; minutes: number; date: string } {
  const w = wall(at, timeZone);
  const midnight = new Date(Date.UTC(w.year, w.month - 1, w.date));
  return { day: dayOf(midnight), minutes: w.hour * 60 + w.minute, date: dateOf(midnight) };
}

function dayOf(utcMidnight: Date): Day {
  return DAYS[(utcMidnight.getUTCDay() + 6) % 7] ?? "mon";
}

export const dateOf = (utcMidnight: Date): string => utcMidnight.toISOString().slice(0, 10);

function* openings(hours: Hours, at: Date): Generator<[number, number]> {
  const w = wall(at, hours.time_zone);
  const listed = new Map(hours.exceptions.map(({ date, ranges }) => [date, ranges]));
  for (let ahead = -1; ahead <= LOOK_AHEAD_DAYS; ahead++) {
    const midnight = new Date(Date.UTC(w.year, w.month - 1, w.date + ahead));
    const usual = hours.always_open ? ROUND_THE_CLOCK : hours.week[dayOf(midnight)];
    for (const [from, to] of spans(listed.get(dateOf(midnight)) ?? usual)) {
      const [start, end] = [instant(midnight, from, hours.time_zone, "first"), instant(midnight, to, hours.time_zone, "second")];
      if (start < end) yield [start, end];
    }
  }
}

export function stateAt(hours: Hours, at: Date): State {
  const horizon = at.getTime() + CLOSING_DAYS * DAY;
  let closes: number | null = null;
  for (const [start, end] of openings(hours, at)) {
    if (closes === null && end <= at.getTime()) continue;
    if (closes === null && start > at.getTime()) return { open: false, closesAt: null, opensAt: new Date(start) };
    if (closes !== null && start > closes) break; // ranges that touch are one
    closes = Math.max(closes ?? end, end);
    if (closes >= horizon) return { open: true, closesAt: null, opensAt: null };
  }
  return { open: closes !== null, closesAt: closes === null ? null : new Date(closes), opensAt: null };
}

export function dayDistance(from: Date, to: Date, timeZone: string): number {
  const [a, b] = [wall(from, timeZone), wall(to, timeZone)];
  return Math.round((Date.UTC(b.year, b.month - 1, b.date) - Date.UTC(a.year, a.month - 1, a.date)) / DAY);
}
