// The place in line: how many are ahead, an honest range for the wait, when it was worked out, and the ways out.
import { Icon, Mark, stopwatch, store, t, tn, waitRange } from '../../kit'
import type { Queue } from '../../wire/types'
import { leaveLine } from './actions'
import { promiseToRing } from './bell'

const { conversation, now, ringWhenTurn, screen } = store

const since = (iso: string): number => Math.max(0, (now.value - Date.parse(iso)) / 1000)
const MOST_DOTS = 5

const place = ({ position }: Queue): string => (position <= 5 ? t(`place_${position}`) : t('place_n', { n: position }))

const People = ({ ahead }: { ahead: number }) => (
  <div class="w-people" aria-hidden="true">
    <span class="desk"><Mark /></span>
    {Array.from({ length: Math.min(ahead, MOST_DOTS) }, (_, i) => <><i /><b key={i} /></>)}
    {ahead > MOST_DOTS && <><i /><small>+{ahead - MOST_DOTS}</small></>}
    <i /><em>{t('you')}</em>
  </div>
)

/** The bar runs a third beyond the range; the needle is the time waited so far. */
function Wait({ queue, range }: { queue: Queue; range: [number, number] }) {
  const waited = since(queue.waiting_since)
  const calculated = since(queue.calculated_at)
  const [low, high] = [range[0] + waited - calculated, Math.max(range[1] + waited - calculated, 60)]
  const full = Math.max(high * 1.33, waited)
  const at = (seconds: number): string => `${Math.max(0, Math.min(100, (100 * seconds) / full))}%`
  return (
    <>
      <div class="w-wait"><span>{t('your_wait')}</span><b>{waitRange(range)}</b></div>
      <div class="w-scale" aria-hidden="true"><u style={{ insetInlineStart: at(low), width: at(high - Math.max(0, low)) }} /><s style={{ insetInlineStart: at(waited) }} /></div>
    </>
  )
}

const freshness = (queue: Queue): string => {
  const seconds = Math.floor(since(queue.calculated_at))
  return seconds < 60 ? tn('updated_s', seconds) : tn('updated_min', Math.floor(seconds / 60))
}

export function Line() {
  const queue = conversation.value!.queue!
  return (
    <section class="w-line" aria-labelledby="place">
      <h2 id="place">{place(queue)}</h2>
      <p>{queue.agents_online ? (queue.ahead ? tn('ahead', queue.ahead) : t('next_is_you')) : t('nobody_line')}</p>
      <People ahead={queue.ahead} />
      {queue.estimated_wait_range ? <Wait queue={queue} range={queue.estimated_wait_range} /> : <div class="w-wait"><span>{t(queue.agents_online ? 'wait_unknown' : 'wait_nobody')}</span></div>}
      <div class="w-ends"><span>{t('waited', { time: stopwatch(since(queue.waiting_since)) })}</span><span>{freshness(queue)}</span></div>
    </section>
  )
}

export const Ways = () => (
  <div class="w-ways">
    {ringWhenTurn.value ? <p class="wide rung" role="status"><Icon name="ring" small />{t('will_ring')}</p> : (
      <button type="button" class="btn main wide" onClick={() => void promiseToRing()}><Icon name="ring" />{t('tell_me')}</button>
    )}
    <button type="button" class="btn bare" onClick={() => (screen.value = 'offline')}>{t('leave_message')}</button>
    <button type="button" class="btn bare" onClick={() => void leaveLine()}>{t('leave_line')}</button>
  </div>
)
