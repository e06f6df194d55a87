// When the desk opens, in words: in the inbox's own time zone.
import { clock, day, t } from '../core/i18n'
import type { Hours } from '../wire/types'

export function openingLine({ opens_at, time_zone }: Hours): string {
  return opens_at ? t('opens', { day: day(opens_at, time_zone), time: clock(opens_at, time_zone) }) : t('closed')
}

export function closedLine({ opens_at, time_zone }: Hours): string {
  return opens_at ? t('closed_until', { day: day(opens_at, time_zone), time: clock(opens_at, time_zone) }) : t('closed_now')
}
