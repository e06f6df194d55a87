// Lines several screens say: when the desk opens (by the visitor's own clock; the form names the shop's), and how a
// conversation stands.
import { clock, day, t } from '../core/i18n'
import type { Conversation, Hours } from '../wire/types'

/** Short, beside the line below. */
export const openingLine = ({ opens_at }: Hours): string => (opens_at ? t('opens', { day: day(opens_at), time: clock(opens_at) }) : t('closed'))

/** Whose clock it is is said where the shop's shows another hour. Nothing where no opening is known: that it is closed is said beside it. */
export function closedLine({ opens_at, time_zone }: Hours): string {
  const yours = opens_at && clock(opens_at) !== clock(opens_at, time_zone) ? '_yours' : ''
  return opens_at ? t(`closed_until${yours}`, { day: day(opens_at), time: clock(opens_at) }) : ''
}

/** What somebody said last; what happened last is only told by how the conversation stands. */
export function lastWords({ last_message, status, waiting }: Conversation): string {
  if (last_message && last_message.kind !== 'activity') return last_message.author.type === 'visitor' ? t('you_said', { text: last_message.text }) : last_message.text
  return status === 'resolved' ? t('ended') : waiting ? t('place_kept') : ''
}
