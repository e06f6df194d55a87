// Opening hours as people type them: "9-12, 13:00–18:00" to [["09:00","12:00"],["13:00","18:00"]] and back.
// Knows nothing of days, zones or screens.

export type Range = [string, string];
export type RangeFault = "unreadable" | "empty_range" | "backwards" | "overlap" | "too_many";
export type Parsed = { ranges: Range[] } | { fault: RangeFault; part: string };

export const DAY_MINUTES = 1440;
const MOST = 12;

export function toMinutes(text: string): number | null {
  const found = /^(\d{1,2})(?:[:.：](\d{2}))?$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text);
  if (!found) return null;
  const hours = Number(found[1]);
  const minutes = Number(found[2] ?? 0);
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return null;
  return hours * 60 + minutes;
}

export function toClock(minutes: number): string {
  const hours = String(Math.floor(minutes / 60)).padStart(2, "0");
  return `${hours}:${String(minutes % 60).padStart(2, "0")}`;
}

function readRange(part: string): [number, number] | RangeFault {
  const ends = part.split(/\s*(?:-|–|—|~|～|至|到|to)\s*/);
  const start = toMinutes(ends[0] ?? "");
  const end = toMinutes(ends[1] ?? "");
  if (ends.length !== 2 || start === null || end === null) return "unreadable";
  if (start === end) return "empty_range";
  return end < start ? "backwards" : [start, end];
}

function fullWidthToPlain(text: string): string {
  return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

export function parseRanges(text: string): Parsed {
  const parts = fullWidthToPlain(text).split(/[,，、;；]/).map((part) => part.trim()).filter(Boolean);
  const spans: [number, number][] = [];
  for (const part of parts) {
    const span = readRange(part);
    if (typeof span === "string") return { fault: span, part };
    spans.push(span);
  }
  return settle(spans);
}

// Sorted, and ranges that touch become one: the server and the reader then see the same hours.
export function settle(spans: [number, number][]): Parsed {
  const sorted = [...spans].sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const span of sorted) {
    const last = joined[joined.length - 1];
    if (last && span[0] < last[1]) return { fault: "overlap", part: spell([span]) };
    if (last && span[0] === last[1]) last[1] = span[1];
    else joined.push([...span]);
  }
  if (joined.length > MOST) return { fault: "too_many", part: "" };
  return { ranges: joined.map(([start, end]) => [toClock(start), toClock(end)]) };
}

function spell(spans: [number, number][]): string {
  return spans.map(([start, end]) => `${toClock(start)}–${toClock(end)}`).join(", ");
}

export function spans(ranges: Range[]): [number, number][] {
  return ranges.map(([start, end]) => [toMinutes(start) ?? 0, toMinutes(end) ?? 0]);
}

export function spellRanges(ranges: Range[]): string {
  return spell(spans(ranges));
}
