// The place in line in words, and the wait as it is told: all of it, from the first second to the turn. The server says
// how much is left as of `calculated_at`; times here are seconds.
import { t } from '../core/i18n'
import { now } from '../state/store'
import type { Queue } from '../wire/types'

export type Range = [low: number, high: number]
export interface Told { waited: number; left: Range; total: Range }

export const place = ({ position }: Pick<Queue, 'position'>): string => (position <= 5 ? t(`place_${position}`) : t('place_n', { n: position }))

export const since = (iso: string): number => Math.max(0, (now.value - Date.parse(iso)) / 1000)

/** Past the end of what was worked out the server's range begins anew: it is all that is known. */
export function tell({ waiting_since, calculated_at, estimated_wait_range }: Queue): Told | null {
  if (!estimated_wait_range) return null
  const [low, high] = [estimated_wait_range[0], Math.max(estimated_wait_range[1], 60)]
  const [waited, passed] = [since(waiting_since), since(calculated_at)]
  const left: Range = passed > high ? [low, high] : [Math.max(0, low - passed), high - passed]
  return { waited, left, total: [waited + left[0], waited + left[1]] }
}
