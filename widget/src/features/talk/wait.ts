// Why the wait is not what was said, in words.
import { aboutWait, clock, t, waitRange, type Told } from '../../kit'
import type { Queue } from '../../wire/types'

/** The server's reason, or that the time is over and nobody said so; nothing while the wait is what was said. */
export function why({ reason }: Queue, told: Told): string {
  if (told.late) return aboutWait(told.left, 'late')
  if (!reason) return ''
  const said = { time: clock(reason.at), cause: t(`why_${reason.code}`) }
  const [before, after] = [reason.from && waitRange(reason.from), waitRange(told.total)]
  return before && before !== after ? t('grew', { ...said, before, after }) : t('cause', said)
}
