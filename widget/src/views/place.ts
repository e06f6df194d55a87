// The place in line in words, and the wait as it is told now; times here are seconds.
import { t } from '../core/i18n'
import { tellAt, type Told } from '../core/wait'
import { now } from '../state/store'
import type { Queue } from '../wire/types'

export type { Told }

export const place = ({ position }: Pick<Queue, 'position'>): string => (position <= 5 ? t(`place_${position}`) : t('place_n', { n: position }))

export const since = (iso: string): number => Math.max(0, (now.value - Date.parse(iso)) / 1000)

export const tell = (queue: Queue): Told | null => tellAt(queue, now.value)
