// Whether the first word about the wait was kept, and what to say where it was not.
import { aboutWait, clock, load, save, t, waitRange, type Range, type Told } from '../../kit'
import type { Queue } from '../../wire/types'

interface Promised { since: string; range: Range }

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
