// The wait as it is told: all of it, from the first second to the turn, and whether the first word was kept. The server
// says how much is left as of `calculated_at`; times here are seconds.
import { aboutWait, clock, load, save, store, t, waitRange } from '../../kit'
import type { Queue } from '../../wire/types'

type Range = [low: number, high: number]
interface Promised { since: string; range: Range }
export interface Told { waited: number; left: Range; total: Range }

export const since = (iso: string): number => Math.max(0, (store.now.value - Date.parse(iso)) / 1000)

/** Past the end of what was worked out the server's range begins anew: it is all that is known. */
export function tell({ waiting_since, calculated_at, estimated_wait_range }: Queue): Told | null {
  if (!estimated_wait_range) return null
  const [low, high] = [estimated_wait_range[0], Math.max(estimated_wait_range[1], 60)]
  const [waited, passed] = [since(waiting_since), since(calculated_at)]
  const left: Range = passed > high ? [low, high] : [Math.max(0, low - passed), high - passed]
  return { waited, left, total: [waited + left[0], waited + left[1]] }
}

/** What was told first in this wait, kept over a reload. */
function promised(queue: Queue, told: Told): Promised {
  const kept = JSON.parse(load('promise') ?? 'null') as Promised | null
  if (kept?.since === queue.waiting_since) return kept
  const first = { since: queue.waiting_since, range: told.total }
  save('promise', JSON.stringify(first))
  return first
}

const minutes = ([, high]: Range): number => Math.ceil(high / 60)

/** Why the wait is not what was said, in words; nothing while it is. */
export function why(queue: Queue, told: Told): string {
  const { range } = promised(queue, told)
  if (told.waited > range[1]) return aboutWait(told.left, 'late')
  if (minutes(told.total) <= minutes(range)) return ''
  return t('grew', { time: clock(queue.calculated_at), before: waitRange(range), after: waitRange(told.total) })
}
