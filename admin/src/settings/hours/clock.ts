// When an inbox is open, worked out in the browser so that hours can be tried before they are published.
// The server's word (GET …/business_hours) is the law for visitors; this only answers "what would it say".
import { DAY_MINUTES, spans, type Range } from "./ranges";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];
export type Week = Record<Day, Range[]>;
export interface Hours { always_open: boolean; time_zone: string; week: Week }
export interface State { open: boolean; closesAt: Date | null; opensAt: Date | null }

interface Wall { year: number; month: number; date: number; hour: number; minute: number }
const MINUTE = 60_000;

function wall(at: Date, timeZone: string): Wall {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  });
  const read = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  return { year: read["year"] ?? 0, month: read["month"] ?? 1, date: read["day"] ?? 1, hour: read["hour"] ?? 0, minute: read["minute"] ?? 0 };
}

export function offsetMinutes(at: Date, timeZone: string): number {
  const w = wall(at, timeZone);
  const asIfUtc = Date.UTC(w.year, w.month - 1, w.date, w.hour, w.minute);
  return Math.round((asIfUtc - Math.floor(at.getTime() / MINUTE) * MINUTE) / MINUTE);
}

// Two passes: the offset at the first guess may be the other side of a clock change.
function instant(day: Date, minutes: number, timeZone: string): Date {
  const naive = day.getTime() + minutes * MINUTE;
  const guess = new Date(naive - offsetMinutes(new Date(naive), timeZone) * MINUTE);
  return new Date(naive - offsetMinutes(guess, timeZone) * MINUTE);
}

export function nowIn(timeZone: string, at: Date): { day: Day; minutes: number } {
  const w = wall(at, timeZone);
  return { day: dayOf(new Date(Date.UTC(w.year, w.month - 1, w.date))), minutes: w.hour * 60 + w.minute };
}

function dayOf(utcMidnight: Date): Day {
  return DAYS[(utcMidnight.getUTCDay() + 6) % 7] ?? "mon";
}

function openings(hours: Hours, at: Date): [Date, Date][] {
  const w = wall(at, hours.time_zone);
  const found: [Date, Date][] = [];
  for (let ahead = -1; ahead <= 8; ahead++) {
    const midnight = new Date(Date.UTC(w.year, w.month - 1, w.date + ahead));
    for (const [start, end] of spans(hours.week[dayOf(midnight)] ?? []))
      found.push([instant(midnight, start, hours.time_zone), instant(midnight, end, hours.time_zone)]);
  }
  return joinTouching(found);
}

function joinTouching(found: [Date, Date][]): [Date, Date][] {
  const joined: [Date, Date][] = [];
  for (const [start, end] of found) {
    const last = joined[joined.length - 1];
    if (last && start.getTime() <= last[1].getTime()) last[1] = end;
    else joined.push([start, end]);
  }
  return joined;
}

// Round the clock in a week's plan has no closing time worth naming.
function neverCloses(week: Week): boolean {
  return DAYS.every((day) => spans(week[day]).reduce((sum, [start, end]) => sum + end - start, 0) === DAY_MINUTES);
}

export function stateAt(hours: Hours, at: Date): State {
  if (hours.always_open || neverCloses(hours.week)) return { open: true, closesAt: null, opensAt: null };
  for (const [start, end] of openings(hours, at)) {
    if (at < start) return { open: false, closesAt: null, opensAt: start };
    if (at < end) return { open: true, closesAt: end, opensAt: null };
  }
  return { open: false, closesAt: null, opensAt: null };
}

export function dayDistance(from: Date, to: Date, timeZone: string): number {
  const [a, b] = [wall(from, timeZone), wall(to, timeZone)];
  return Math.round((Date.UTC(b.year, b.month - 1, b.date) - Date.UTC(a.year, a.month - 1, a.date)) / 86_400_000);
}
