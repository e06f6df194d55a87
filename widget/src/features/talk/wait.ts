// Why the wait is not what was said, or the place further back, in words.
import { aboutWait, clock, t, waitRange, type Told } from '../../kit'
import type { Queue } from '../../wire/types'

/** The server's reason, or that the time is over and nobody said so; nothing while all is as it was said. */
export function why({ reason }: Queue, told: Told | null): string {
  if (told?.late) return aboutWait(told.left, 'late')
  if (!reason) return ''
  const said = { time: clock(reason.at), cause: t(`why_${reason.code}`) }
  const [before, after] = [reason.from && waitRange(reason.from), told && waitRange(told.total)]
  return before && after && before !== after ? t('grew', { ...said, before, after }) : t('cause', said)
}
