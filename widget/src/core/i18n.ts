// Words, numbers and times in the visitor's language. Strings come with the document; there is one language a document.
type Vars = Record<string, string | number>

let strings: Record<string, string> = {}
let locale = 'en'

export function speak(language: string, words: Record<string, string>): void {
  locale = language
  strings = words
}
/** A lazy chunk brings its own words, in every language. */
export const learn = (words: Record<string, Record<string, string>>): void => void Object.assign(strings, words[locale] ?? words.en)
export const language = (): string => locale

export function t(key: string, vars: Vars = {}): string {
  return (strings[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string, at: number, text: string) => {
    const value = String(vars[name] ?? whole)
    return joint(text.charAt(at - 1), value) + value + joint(value.slice(-1), text.charAt(at + whole.length))
  })
}

const HAN = /^\p{Script=Han}/u
const LATIN = /^\p{Script=Latin}/u

/** Chinese is set with a space between its characters and the letters of a name. */
const joint = (before: string, after: string): string => ((HAN.test(before) && LATIN.test(after)) || (LATIN.test(before) && HAN.test(after)) ? ' ' : '')

/** `key_one`, `key_other` … as the language wants it for n. */
export function tn(key: string, n: number, vars: Vars = {}): string {
  const form = `${key}_${new Intl.PluralRules(locale).select(n)}`
  return t(strings[form] === undefined ? `${key}_other` : form, { n, ...vars })
}

const format = (date: Date | number, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(locale, options).format(date)

export const clock = (iso: string | Date, timeZone?: string): string =>
  format(new Date(iso), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(timeZone ? { timeZone } : {}) })

export const fullTime = (iso: string): string => format(new Date(iso), { dateStyle: 'long', timeStyle: 'short' })

const dayNumber = (date: Date, timeZone?: string): number =>
  Date.parse(new Intl.DateTimeFormat('en-CA', timeZone ? { timeZone } : {}).format(date)) / 864e5

export const weekday = (date: Date, style: 'long' | 'short' = 'long', timeZone?: string): string => format(date, { weekday: style, ...(timeZone ? { timeZone } : {}) })

/** Today, yesterday, tomorrow, a weekday within the week, else the date. */
export function day(iso: string | Date, timeZone?: string): string {
  const date = new Date(iso)
  const away = dayNumber(date, timeZone) - dayNumber(new Date(), timeZone)
  if (away === 0) return t('today')
  if (away === -1) return t('yesterday')
  if (away === 1) return t('tomorrow')
  if (away > 1 && away < 7) return weekday(date, 'long', timeZone)
  return format(date, { day: 'numeric', month: 'long', ...(timeZone ? { timeZone } : {}) })
}

export const sameDay = (a: string, b: string): boolean => dayNumber(new Date(a)) === dayNumber(new Date(b))

/** Relative up to an hour, then the clock, then the date. */
export function ago(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 6e4)
  if (minutes < 1) return t('just_now')
  if (minutes < 60) return tn('minutes', minutes)
  return sameDay(iso, new Date(now).toISOString()) ? clock(iso) : day(iso)
}

/** 80 seconds are 1:20. */
export const stopwatch = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/** At least one; a fraction of a second is none. */
export const minutesUpTo = (seconds: number): number => Math.max(1, Math.ceil(Math.round(seconds) / 60))

/** A range of seconds in whole minutes, never narrower than it was measured. */
export function waitRange([low, high]: [number, number]): string {
  const from = Math.floor(Math.round(low) / 60)
  const to = minutesUpTo(high)
  if (from < 1) return t('wait_under', { n: to })
  return from === to ? tn('minutes', to) : t('wait_range', { from, to })
}

/** "about 3 min"; what is under a minute is said without that word. */
export const aboutWait = (range: [number, number], key = 'about'): string => t(Math.round(range[0]) < 60 ? `${key}_under` : key, { wait: waitRange(range) })

export const list = (names: string[]): string => new Intl.ListFormat(locale).formatToParts(names).reduce((text, { value }) => text + joint(text.slice(-1), value) + value, '')

/** Who says something: a person by name, the machine by what it is called in this language. */
export const speaker = ({ type, name }: { type: string; name: string }): string => (type === 'agent' ? name : t('bot_name'))
