// The place in line: how many are ahead, an honest range for the wait, when it was worked out, and the ways out.
import { closedLine, Icon, isWriting, Mark, place, since, stopwatch, store, t, tell, tn, waitRange, type Told } from '../../kit'
import type { Queue } from '../../wire/types'
import { leaveLine } from './actions'
import { promiseToRing } from './bell'
import { folded, turnCard } from './room'
import { why } from './wait'

const { conversation, hours, ringWhenTurn, screen } = store

const MOST_DOTS = 5

const People = ({ ahead }: { ahead: number }) => (
  <div class="w-people" aria-hidden="true">
    <span class="desk"><Mark /></span>
    {Array.from({ length: Math.min(ahead, MOST_DOTS) }, (_, i) => <><i /><b key={i} /></>)}
    {ahead > MOST_DOTS && <><i /><small>+{ahead - MOST_DOTS}</small></>}
    <i /><em>{t('you')}</em>
  </div>
)

/** The bar runs a third beyond the range; the needle is the time waited so far. */
function Wait({ waited, left, total: [low, high] }: Told) {
  const full = high * 1.33
  const at = (seconds: number): string => `${Math.min(100, (100 * seconds) / full)}%`
  const start = left[0] < 60 ? waited : low
  return (
    <>
      <div class="w-wait"><span>{t('your_wait')}</span><b>{waitRange([low, high])}</b></div>
      <div class="w-scale" aria-hidden="true"><u style={{ insetInlineStart: at(start), width: at(high - start) }} /><s style={{ insetInlineStart: at(waited) }} /></div>
    </>
  )
}

const freshness = (queue: Queue): string => {
  const seconds = Math.floor(since(queue.calculated_at))
  return seconds < 60 ? tn('updated_s', seconds) : tn('updated_min', Math.floor(seconds / 60))
}

/** Why there is no range. */
const untold = ({ agents_online, closed }: Queue): string => closed ? (hours.value && closedLine(hours.value)) || t('closed_now') : t(agents_online ? 'wait_unknown' : 'wait_nobody')

/** Closed, a person comes only while agents stay, and where the shop says so. */
const served = ({ agents_online, closed }: Queue): boolean => !!agents_online && closed !== 'form'

function Stand({ queue }: { queue: Queue }) {
  if (queue.closed) return <p>{t(served(queue) ? 'closed_serve' : 'closed_form')}</p>
  return <p>{queue.agents_online ? (queue.ahead ? tn('ahead', queue.ahead) : t('next_is_you')) : t('nobody_line')}</p>
}

const Whole = ({ queue, told }: { queue: Queue; told: Told | null }) => (
  <>
    <Stand queue={queue} />
    <People ahead={queue.ahead} />
    {told ? <Wait {...told} /> : <div class="w-wait"><span>{untold(queue)}</span></div>}
    <div class="w-ends"><span>{t('waited', { time: stopwatch(since(queue.waiting_since)) })}</span><span>{freshness(queue)}</span></div>
  </>
)

export function Line() {
  const queue = conversation.value!.queue!
  const told = tell(queue)
  const reason = why(queue, told)
  const small = folded()
  return (
    <section class={small ? 'w-line small' : 'w-line'} aria-labelledby="place">
      <div class="w-place">
        <h2 id="place">{place(queue)}</h2>
        {small && told && <span class="num">{waitRange(told.total)}</span>}
        <button type="button" class="w-icon" aria-label={t(small ? 'show_line' : 'hide_line')} aria-expanded={!small} onClick={turnCard}><Icon name="next" small /></button>
      </div>
      {!small ? <Whole queue={queue} told={told} /> : !told && <p>{untold(queue)}</p>}
      {reason && <p class="w-why" role="status"><Icon name="alert" small /><span>{reason}</span></p>}
    </section>
  )
}

const Ring = ({ look }: { look: string }) =>
  ringWhenTurn.value ? <p class="wide rung" role="status"><Icon name="ring" small />{t('will_ring')}</p> : <button type="button" class={look} onClick={() => void promiseToRing()}><Icon name="ring" />{t('tell_me')}</button>

const Leave = ({ look, label = 'leave_message' }: { look: string; label?: string }) => <button type="button" class={look} onClick={() => (screen.value = 'offline')}>{t(label)}</button>

/** The first way is to be told; with nobody at the desk it is to leave a message. Who writes needs the room. */
export function Ways() {
  const nobody = !served(conversation.value!.queue!)
  return (
    <div class="w-ways">
      {nobody ? <><Leave look="btn main wide" label="leave_first" />{!isWriting.value && <Ring look="btn bare" />}</> : <>{!isWriting.value && <Ring look="btn main wide" />}<Leave look="btn bare" /></>}
      <button type="button" class="btn bare" onClick={() => void leaveLine()}>{t('leave_line')}</button>
    </div>
  )
}
