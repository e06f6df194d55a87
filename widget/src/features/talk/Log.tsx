// The conversation so far: people in bubbles, machines on cards, what happened as lines, and below it what is not sent.
import type { Item } from '../../core/outbox'
import { clock, day, drop, effect, Face, fullTime, Icon, Lazy, sameDay, speaker, store, t, tryAgain, type IconName } from '../../kit'
import type { Message } from '../../wire/types'
import { activityLine } from './activity'
import { Card } from './Card'
import { isStanding } from './drafted'
import { crowded } from './room'
import { Text } from './Text'
import { below } from './unsent'
import { reading, said, shown, waits } from './view'

const { drafted, link, now, pending, slowUntil, typing } = store

const GROUP = 5 * 60_000

/** One after the other by the same author, close in time: one group, one face, one tick. */
const joined = (a: Message | undefined, b: Message | undefined): boolean =>
  !!a && !!b && a.kind === 'text' && b.kind === 'text' && a.author.type === b.author.type && a.author.id === b.author.id && Date.parse(b.created_at) - Date.parse(a.created_at) < GROUP

type Tick = 'read' | 'delivered' | 'sent'
function tick(message: Message): Tick {
  const marks = shown.value!.read_marks.agent
  return message.seq <= marks.read_seq ? 'read' : message.seq <= marks.delivered_seq ? 'delivered' : 'sent'
}

function Stored({ message, before, after }: { message: Message; before: Message | undefined; after: Message | undefined }) {
  const mine = message.author.type === 'visitor'
  const more = joined(message, after) && (!mine || tick(message) === tick(after!))
  return (
    <>
      {(!before || !sameDay(before.created_at, message.created_at)) && <div class="day">{day(message.created_at)}</div>}
      {message.kind === 'activity' ? <div class="act">{activityLine(message)}</div> : mine ? <Mine message={message} more={more} answered={after?.author.type === 'bot'} /> : <Theirs message={message} more={more} />}
    </>
  )
}

const Mine = ({ message, more, answered }: { message: Message; more: boolean; answered: boolean }) => (
  <>
    <div class={more ? 'row me more' : 'row me'}><Text text={message.text} /></div>
    {!more && !answered && <Ticks message={message} />}
    {answered && <div class="gap" />}
  </>
)

function Ticks({ message }: { message: Message }) {
  const state = tick(message)
  if (waits.value && state !== 'read') return <div class="meta me"><span>{t('with_you')}</span></div>
  return (
    <div class="meta me"><time class="num" dateTime={message.created_at} title={fullTime(message.created_at)}>{clock(message.created_at)}</time>
      <span class={state}><Icon name={state === 'sent' ? 'check' : 'checks'} /></span><span class={state === 'sent' ? 'hush' : ''}>{t(state)}</span></div>
  )
}

const Theirs = ({ message, more }: { message: Message; more: boolean }) => (
  <div class={`row them${more ? ' more' : ' last'}`}>
    {more ? <span class="av s28" /> : <Face who={message.author.type === 'agent' ? message.author : null} size="s28" />}
    {!more && <span class="hush">{speaker(message.author)}: </span>}
    {message.kind === 'card' ? <Card message={message} /> : <Text text={message.text} />}
  </div>
)

/** What to say of an item that is not stored yet: shape and words, not colour alone. */
function fate(item: Item): [IconName, string] {
  if (item.state === 'failed') return ['alert', 'not_sent']
  if (link.value !== 'up') return ['clock', 'kept']
  return ['clock', slowUntil.value > now.value ? 'kept_short' : 'sending']
}

function Unsent({ item }: { item: Item }) {
  const [icon, words] = fate(item)
  const failed = item.state === 'failed'
  return (
    <>
      <div class={failed ? 'row me fail' : 'row me pend'}><Text text={item.text} /></div>
      <div class={failed ? 'meta me fail' : 'meta me'}><Icon name={icon} /><span>{t(words)}</span>
        {failed && <><button type="button" onClick={() => tryAgain(item.client_id)}>{t('try_again')}</button><button type="button" onClick={() => drop(item.client_id)}>{t('discard')}</button></>}</div>
    </>
  )
}

const Typing = () => !reading.value && typing.value && (
  <div class="row them last"><Face who={typing.value.type === 'agent' ? typing.value : null} size="s28" /><span class="typing" role="img" aria-label={t('is_typing', { name: speaker(typing.value) })}><i /><i /><i /></span></div>
)

const Draft = () => !reading.value && isStanding(drafted.value, said.value.messages.at(-1), now.value) && (
  <div class="row them last"><Face who={null} size="s28" /><div class="print"><Lazy chunk="made" draft={drafted.value!.text} around={() => null} /></div></div>
)

const Loading = () => <div class="w-load late" aria-hidden="true"><i class="sk" /><i class="sk" /><i class="sk" /></div>

let box: HTMLDivElement | null = null
let atEnd = true
let last = { top: 0, size: '' }

/** Only the visitor scrolls up in a log that kept its size; one that grew or shrank meanwhile has not left its end. */
const scrolled = (): void => {
  if (!box) return
  const { scrollTop, scrollHeight, clientHeight } = box
  const near = scrollHeight - scrollTop - clientHeight < 60
  const size = `${scrollHeight} ${clientHeight}`
  if (near || (scrollTop < last.top && size === last.size)) atEnd = near
  last = { top: scrollTop, size }
}
const toEnd = (): void => {
  if (!box) return
  if (atEnd) box.scrollTop = box.scrollHeight
  if (waits.value && box.scrollHeight > box.clientHeight + 1) crowded.value = true
}
/** The log gets smaller when the place in line appears above it, or the keyboard below: its end stays in sight. */
const resized = new ResizeObserver(toEnd)
/** So is what a lazy chunk draws late, or an answer that grows. */
const grown = new MutationObserver(toEnd)
const hold = (element: HTMLDivElement | null): void => {
  if (element === box) return
  resized.disconnect()
  grown.disconnect()
  box = element
  atEnd = true
  if (!box) return
  resized.observe(box)
  grown.observe(box, { childList: true, characterData: true, subtree: true })
}
effect(() => {
  void [said.value, pending.value.length, typing.value, shown.value?.read_marks]
  requestAnimationFrame(toEnd)
})

const unsentBelow = (seq: number) => below(reading.value ? [] : pending.value, seq, said.value.messages.length).map(item => <Unsent key={item.client_id} item={item} />)

export function Log() {
  const { messages, catching } = said.value
  return (
    <div class="w-log" ref={hold} onScroll={scrolled} role="log" aria-live="off" aria-label={t('log')} tabIndex={0}>
      <div class="fill" />
      {catching && !messages.length && <Loading />}
      {unsentBelow(0)}
      {messages.flatMap((message, i) => [<Stored key={message.id} message={message} before={messages[i - 1]} after={messages[i + 1]} />, unsentBelow(message.seq)])}
      <Draft />
      <Typing />
    </div>
  )
}
