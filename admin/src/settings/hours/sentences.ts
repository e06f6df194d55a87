// Opening hours in words, in the reader's language and in a given place.
import { locale, plural, t } from "../../i18n";
import { cityName } from "./cities";
import { dayDistance, offsetMinutes, type State } from "./clock";

const clockOf = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat(locale.value, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(at);
/** In running text: "Monday", but 周一 and not 星期一. */
const weekdayOf = (at: Date, timeZone: string, weekday: "long" | "short" = locale.value === "en" ? "long" : "short"): string =>
  new Intl.DateTimeFormat(locale.value, { weekday, timeZone }).format(at);

const dateOf = (at: Date, timeZone: string): string => new Intl.DateTimeFormat(locale.value, { day: "numeric", month: "long", timeZone }).format(at);

/** Days in a row: "Oct 1 – 8", one alone with its weekday; the year where it is not today's. */
export function datesLabel(dates: readonly string[], today: string): string {
  const [first = "", last = ""] = [dates[0], dates.at(-1)];
  const thisYear = [first, last].every((date) => date.slice(0, 4) === today.slice(0, 4));
  const format = new Intl.DateTimeFormat(locale.value, {
    day: "numeric", month: locale.value === "en" ? "short" : "long", timeZone: "UTC", ...(thisYear ? {} : { year: "numeric" }), ...(first === last ? { weekday: "short" } : {}),
  });
  if (locale.value === "en" || first === last) return format.formatRange(new Date(first), new Date(last));
  const [from, to] = [first, last].map((date) => format.format(new Date(date))) as [string, string];
  const year = `${first.slice(0, 4)}年`;
  return `${from}至${from.startsWith(year) && to.startsWith(year) ? to.slice(year.length) : to}`; // the range of Chinese falls back to 1/1 – 1/3
}

export function zoneLabel(zone: string, at: Date): string {
  const minutes = offsetMinutes(at, zone);
  const sign = minutes < 0 ? "−" : "+";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const offset = `UTC${sign}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
  return t("settings.hours.zone_label", { city: cityName(zone, locale.value), offset });
}

/** "at 09:00", "tomorrow at 09:00", "on Monday at 09:00", from a week on "on October 8 at 09:00": as seen from `from` in that zone. */
function when(at: Date, from: Date, zone: string): string {
  const days = dayDistance(from, at, zone);
  const key = days === 0 ? "at" : days === 1 ? "tomorrow_at" : "day_at";
  return t(`settings.hours.${key}`, { time: clockOf(at, zone), day: days < 7 ? weekdayOf(at, zone) : dateOf(at, zone) });
}

/** As exact as it helps: minutes up to half a day, days from two days on. */
export function span(from: Date, to: Date): string {
  const minutes = Math.max(1, Math.round((to.getTime() - from.getTime()) / 60_000));
  if (minutes < 60) return t("settings.hours.in_minutes", { minutes });
  const hours = Math.round(minutes / 60);
  if (hours >= 48) return plural("settings.hours.in_days", Math.round(hours / 24));
  if (minutes > 720 || minutes % 60 === 0) return t("settings.hours.in_whole_hours", { hours });
  return t("settings.hours.in_hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** For the admin: the day and time there, and what comes next. */
export function nowLine(state: State, at: Date, zone: string): string {
  const here = t("settings.hours.here", { weekday: weekdayOf(at, zone), time: clockOf(at, zone), city: cityName(zone, locale.value) });
  if (state.closesAt) return here + t("settings.hours.closes", { when: when(state.closesAt, at, zone), span: span(at, state.closesAt) });
  if (state.opensAt) return here + t("settings.hours.opens", { when: when(state.opensAt, at, zone), span: span(at, state.opensAt) });
  return here + t(state.open ? "settings.hours.never_closes" : "settings.hours.never_opens");
}

/** For the visitor: what the widget says. */
export function visitorLine(state: State, at: Date, zone: string, elsewhere = false): string {
  if (state.open) return state.closesAt ? t("settings.hours.v_open_until", { time: clockOf(state.closesAt, zone) }) : t("settings.hours.v_open");
  if (!state.opensAt) return t("settings.hours.v_closed");
  return t(elsewhere ? "settings.hours.v_opens_there" : "settings.hours.v_opens", { when: when(state.opensAt, at, zone) });
}

export const afterClock = (at: Date, now: Date, zone: string): string =>
  t(dayDistance(now, at, zone) === 0 ? "settings.hours.after_today" : "settings.hours.after_day", { time: clockOf(at, zone), weekday: weekdayOf(at, zone) });

/** The short name of a day, in the reader's language. 2024 began on a Monday. */
export function dayLabel(index: number, weekday: "long" | "short"): string {
  return weekdayOf(new Date(Date.UTC(2024, 0, 1 + index)), "UTC", weekday);
}
