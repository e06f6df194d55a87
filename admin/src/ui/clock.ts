// Time as people say it, in the reader's language: relative up to an hour, then the clock, then the date.
import { signal } from "@preact/signals";
import { locale, t } from "../i18n";

/** Ticks each second; a component that reads it stays true without asking. */
export const now = signal(Date.now());
setInterval(() => { now.value = Date.now(); }, 1000);

const formats = new Map<string, Intl.DateTimeFormat>();

/** English without a country would mean American dates; day before month is read right everywhere. */
const dateLocale = (): string => (locale.value === "en" ? "en-GB" : locale.value);

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale.value} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(dateLocale(), options);
  formats.set(key, known);
  return known;
}

export const clock = (at: string): string => format("clock", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));
export const second = (at: string | number): string => format("second", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(new Date(at));
/** The name of the day that it is in a place. */
export const weekday = (at: string, timeZone: string): string => format(`weekday ${timeZone}`, { weekday: "long", timeZone }).format(new Date(at));
/** Chinese as it is written elsewhere here: with a space between Han and digits. */
const spaced = (date: string): string => date.replace(/(\d)(?=\p{Script=Han})/gu, "$1 ").replace(/(\p{Script=Han})(?=\d)/gu, "$1 ");

export const fullTime = (at: string): string => spaced(format("full", { dateStyle: "full", timeStyle: "medium" }).format(new Date(at)));

export function day(at: string): string {
  const date = new Date(at);
  const thisYear = date.getFullYear() === new Date().getFullYear();
  return spaced(format(`day${thisYear}`, thisYear ? { day: "numeric", month: "short" } : { day: "numeric", month: "short", year: "numeric" }).format(date));
}

/** The clock today, else with its day: for sentences that stand alone. */
export const moment = (at: string): string => (sameDay(at, now.value) ? clock(at) : `${day(at)} ${clock(at)}`);

export const sameDay = (a: string | number, b: string | number): boolean => new Date(a).toDateString() === new Date(b).toDateString();

/** 4:12, or 1:04:12 above an hour: for waits, which people compare. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number): string => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** The same inside a sentence, as the language says it. */
export function spoken(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const params = { h, m, s, mm: String(m).padStart(2, "0"), ss: String(s).padStart(2, "0") };
  return t(`time.wait_${h ? "hours" : m ? "minutes" : "seconds"}`, params);
}

const since = (at: string): number => Math.max(0, (now.value - Date.parse(at)) / 1000);
export const waited = (at: string): string => duration(since(at));

export function ago(at: string): string {
  const minutes = Math.floor(since(at) / 60);
  if (minutes < 1) return t("time.now");
  if (minutes < 60) return t("time.minutes", { n: minutes });
  return sameDay(at, now.value) ? clock(at) : day(at);
}

export function dayName(at: string): string {
  if (sameDay(at, now.value)) return t("time.today");
  return sameDay(at, now.value - 86_400_000) ? t("time.yesterday") : day(at);
}
