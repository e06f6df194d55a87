// The wait as it is told: all of it, from the first second to the turn. The server says how much is left as of
// `calculated_at`; times here are seconds.
import type { Queue } from '../wire/types'
import { minutesUpTo } from './i18n'

export type Range = [low: number, high: number]
export interface Told { waited: number; left: Range; total: Range; late: boolean }

/** What is worked out within so short a time of the arrival holds from the arrival on. */
const AT_ONCE = 5

/** Whole minutes are told, so they hold to the end of the last; past it the server's range begins anew: it is all that is known. */
export function tellAt({ waiting_since, calculated_at, estimated_wait_range }: Queue, now: number): Told | null {
  if (!estimated_wait_range) return null
  const [waited, lasted] = [waiting_since, calculated_at].map(iso => Math.max(0, (now - Date.parse(iso)) / 1000)) as Range
  const passed = waited - lasted < AT_ONCE ? waited : lasted
  const [low, high] = estimated_wait_range
  const end = minutesUpTo(waited - passed + high) * 60
  const late = waited > end
  const left: Range = late ? [low, high] : [Math.max(0, low - passed), end - waited]
  return { waited, left, total: [waited + left[0], waited + left[1]], late }
}
