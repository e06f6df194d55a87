// The rating: one to five stars and a comment, once a conversation is resolved, changeable until the server says.
import { addCss, addIcons, ask, Bars, clock, day, Face, Foot, Head, Icon, learn, newQuestion, settle, signal, store, t, tn } from '../kit'
import type { Csat } from '../wire/types'
import words from 'words:rating'
import css from './rating.css'
import screens from './screens.css'

;[screens, css].forEach(addCss)
addIcons({ edit: 'm4 16 .8-3.6 8.6-8.6a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3l-8.6 8.6zM12 5.2l2.8 2.8' })
learn(words)
const LONGEST = 2000

const Star = () => <svg viewBox="0 0 20 20" aria-hidden="true"><path d="m10 2.8 2.2 4.7 5.1.6-3.8 3.5 1 5.1-4.5-2.5-4.5 2.5 1-5.1L2.7 8.1l5.1-.6z" /></svg>

function Stars({ value, choose }: { value: number; choose: (stars: number) => void }) {
  return (
    <fieldset class="stars" role="radiogroup" aria-label={t('how_was_it')}>
      {[1, 2, 3, 4, 5].map(n => (
        <label key={n} class={n <= value ? 'on' : ''}>
          <input type="radio" name="stars" value={n} checked={n === value} aria-label={`${tn('star', n)}, ${t(`rating_${n}`)}`} onChange={() => choose(n)} />
          <Star />
        </label>
      ))}
    </fieldset>
  )
}

/** What is being given, to which conversation; another conversation begins afresh. */
const giving = signal({ talk: '', stars: 0, comment: '', state: 'open' as 'open' | 'saving' | 'saved' })
const change = (patch: Partial<typeof giving.value>): void => void (giving.value = { ...giving.peek(), state: 'open', ...patch })

function current() {
  const { id, csat } = store.conversation.value!
  if (giving.value.talk !== id) change({ talk: id, stars: csat?.rating ?? 0, comment: csat?.comment ?? '' })
  return giving.value
}

async function send(): Promise<void> {
  const { stars, comment, talk } = giving.value
  change({ state: 'saving' })
  const sent = giving.value
  const answer = await ask<{ csat: Csat }>('rate_conversation', { conversation_id: talk, rating: stars, ...(comment.trim() ? { comment: comment.trim() } : {}) })
  const saved = settle(answer, ({ csat }) => {
    if (store.conversation.value?.id === talk) store.conversation.value = { ...store.conversation.value, csat }
  })
  if (!answer.ok && answer.error.code === 'rating_closed') store.trouble.value = 'rating_closed'
  if (giving.peek() === sent) change({ state: saved ? 'saved' : 'open' }) // what was changed meanwhile is still to be sent
}

export default function Rating() {
  const { stars, comment, state } = current()
  const given = store.conversation.value!.csat
  const person = store.served.value
  const ended = store.conversation.value!.resolved_by?.type === 'agent' ? 'resolved' : 'ended'
  const date = given?.changeable_until
  return (
    <>
      <Head to="talk" face={<Face who={person} />} title={person?.name ?? t('bot_name')} line={t(ended)} />
      <Bars />
      <div class="w-body w-done">
        <Face who={person} size="s64" />
        <h2>{person && ended === 'resolved' ? t('resolved_with', { name: person.name }) : t(ended)}</h2>
        <p>{t('how_was_it')}</p>
        <Stars value={stars} choose={n => change({ stars: n })} />
        <p class="w-said">{stars ? t(`rating_${stars}`) : ''}</p>
        <textarea value={comment} maxLength={LONGEST} dir="auto" placeholder={t('rating_comment')} aria-label={t('rating_comment')} onInput={event => change({ comment: event.currentTarget.value })} />
        <button type="button" class="btn main wide" disabled={!stars || state !== 'open'} onClick={() => void send()}>{t(state === 'open' ? (given ? 'change_rating' : 'send_rating') : state)}</button>
        <p class="w-note" role="status">{state === 'saved' ? t('rated') + ' ' : ''}{date ? t('rating_until', { day: day(date), time: clock(date) }) : ''}</p>
      </div>
      <Foot>
        <div class="w-next">
          <button type="button" class="btn quiet" onClick={() => (store.screen.value = 'talk')}><Icon name="doc" small />{t('read_again')}</button>
          <button type="button" class="btn quiet" onClick={newQuestion}><Icon name="edit" small />{t('new_question')}</button>
        </div>
      </Foot>
    </>
  )
}
