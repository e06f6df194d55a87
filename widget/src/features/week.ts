// The coming seven days as rows of a week: days with the same hours and name together. Of each weekday its next date
// counts, so that a holiday stands in the place of its day. No words.
import type { Hours, Week } from '../wire/types'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
export type Range = Week[string][number]
/** `from` and `to` are weekdays, Monday is 0; `name` is a holiday's. */
export interface Row { from: number; to: number; ranges: Range[]; name: string; today: boolean }

/** Midnight of today's date in that zone, counted as if it were UTC. */
const todayIn = (zone: string, now: Date): number => Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now))

export function rows({ week, time_zone, always_open, exceptions }: Hours, now: Date): Row[] {
  const midnight = todayIn(time_zone, now)
  const first = (new Date(midnight).getUTCDay() + 6) % 7
  const found: Row[] = []
  DAYS.forEach((day, index) => {
    const date = new Date(midnight + ((index - first + 7) % 7) * 864e5).toISOString().slice(0, 10)
    const special = exceptions.find(one => one.date === date)
    const ranges = special?.ranges ?? (always_open ? [['00:00', '24:00']] : week[day] ?? [])
    const name = special?.name ?? ''
    const last = found[found.length - 1]
    if (!last || `${last.ranges}` !== `${ranges}` || last.name !== name) return void found.push({ from: index, to: index, ranges, name, today: index === first })
    last.to = index
    last.today ||= index === first
  })
  return found
}
