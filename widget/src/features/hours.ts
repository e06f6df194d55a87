// Business hours as lines to read: days with the same hours together, holidays with their name, today marked, and what
// the opening is in the visitor's own time zone where that differs. Used by the offline form's chunk only.
import { clock, day, language, t, weekday } from '../kit'
import type { Hours } from '../wire/types'
import { rows, type Range } from './week'

export interface Line { label: string; name: string; hours: string; today: boolean }

/** The first of 2024 was a Monday. */
const nameOf = (index: number, style: 'long' | 'short'): string => weekday(new Date(Date.UTC(2024, 0, 1 + index)), style, 'UTC')

const written = (ranges: Range[]): string => ranges.map(([from, to]) => `${from}–${to}`).join(', ') || t('hours_closed')

/** Chinese has one form for a table, the short one. */
const alone = (index: number): string => nameOf(index, language().startsWith('zh') ? 'short' : 'long')

export const lines = (hours: Hours): Line[] => rows(hours, new Date()).map(({ from, to, ranges, name, today }) => ({
  label: from === to ? alone(from) : t('days', { from: nameOf(from, 'short'), to: nameOf(to, 'short') }),
  name,
  hours: written(ranges),
  today,
}))

const part = (zone: string, style: 'longGeneric' | 'shortOffset', locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: style }).formatToParts(new Date()).find(one => one.type === 'timeZoneName')?.value ?? zone

/** The city in a zone's name, where we know what it is called in this language; else the zone's own name must do. */
function cityOf(zone: string): string | null {
  const [area, ...rest] = zone.split('/')
  const city = rest.pop()
  if (!city || area === 'Etc') return null
  const known = t(`city_${city}`)
  return known !== `city_${city}` ? known : language().startsWith('en') ? city.replace(/_/g, ' ') : null
}

/** Whose times these are, and where the visitor's own differ what the opening is in those. */
export function zoneLines({ time_zone, opens_at }: Hours, locale: string): string[] {
  const offset = part(time_zone, 'shortOffset', 'en').replace('GMT', 'UTC')
  const zone = part(time_zone, 'longGeneric', locale)
  const named = cityOf(time_zone) ?? zone
  const said = t('hours_zone', { zone: named.startsWith('GMT') || named === 'UTC' ? offset : t('hours_in', { zone: named, offset }) })
  const mine = part(Intl.DateTimeFormat().resolvedOptions().timeZone, 'shortOffset', 'en').replace('GMT', 'UTC')
  return opens_at && mine !== offset ? [said, t('hours_yours', { day: day(opens_at), time: clock(opens_at) })] : [said]
}
