// Everything the screens show, as signals. Written by session.ts, delivery.ts and catchup.ts; the screens only read it and
// call actions.
import { computed, signal } from '@preact/signals-core'
import { config } from '../core/config'
import { emptyLog, type Log } from '../core/log'
import { unsent, type Item } from '../core/outbox'
import type { Author, Conversation, Draft, Hours, Inbox, Message, Visitor } from '../wire/types'

export type Screen = 'home' | 'talk' | 'offline' | 'rating' | 'earlier' | 'search' | 'past'
export type Link = 'starting' | 'up' | 'down' | 'refused'

export const opened = signal(false)
/** what the bot asks to be written, set by the part that knows: words for the field, and its keyboard */
export const asks = signal<{ words: string; mode: 'text' | 'email' | 'tel' | 'decimal' } | null>(null)
export const screen = signal<Screen>('home')
export const link = signal<Link>('starting')
/** the link has been down long enough to say so */
export const cutOff = signal(false)

export const inbox = signal<Inbox | null>(null)
export const hours = signal<Hours | null>(null)
export const visitor = signal<Visitor | null>(null)
/** the one that goes on, or went on last: launcher, line and notices follow it. A message that was left never is it. */
export const conversation = signal<Conversation | null>(null)
/** an earlier one that is only read, on a screen of its own */
export const past = signal<Conversation | null>(null)
export const log = signal<Log>(emptyLog())
export const outbox = signal<Item[]>([])
export const typing = signal<Author | null>(null)
/** an answer that is being written, and when we heard of it last (features/made.tsx shows it) */
export const drafted = signal<Draft & { at: number } | null>(null)
/** when the next message may go out (milliseconds), 0 if at once */
export const slowUntil = signal(0)
/** what to do when it is the visitor's turn, if they asked for it */
export const ringWhenTurn = signal<((name: string) => void) | null>(null)
/** asked for a person, and too many wait */
export const full = signal(false)
/** what happened on the host page, not told to the server yet (features/track.ts) */
export const tracked = signal<[what: unknown, url: string][]>([])
/** why the last thing asked for did not happen; a string key */
export const trouble = signal('')
/** a message that came while closed, shown beside the launcher until the visitor acts */
export const teased = signal<Message | null>(null)
/** what is read out to a screen reader, once */
export const spoken = signal('')
export const now = signal(Date.now())

export const brand = computed(() => inbox.value?.brand ?? config.brand)
export const name = computed(() => inbox.value?.name ?? config.name)
export const ready = computed(() => inbox.value !== null)
export const asking = computed(() => outbox.value.some(item => item.kind === 'human'))
export const pending = computed(() => unsent(outbox.value, log.value.messages, conversation.value?.id ?? null))
export const fromOthers = computed(() => log.value.messages.filter(message => message.author.type === 'agent' || message.author.type === 'bot'))
export const unread = computed(() => {
  const read = conversation.value?.read_marks.visitor.read_seq ?? 0
  return fromOthers.value.filter(message => message.seq > read).length
})
export const inLine = computed(() => !!conversation.value?.waiting && conversation.value.status === 'open' && !!conversation.value.queue)
export const agentHere = computed(() => (conversation.value?.assignee?.type === 'agent' ? conversation.value.assignee : null))
/** open, and yet nobody is there who could answer */
export const nobodyHere = computed(() => !!hours.value?.open && !!inbox.value && !inbox.value.agents.length)
export const isLive = computed(() => conversation.value?.status === 'open')
/** a person took part, or ended it */
export const served = computed(() => {
  const { assignee, resolved_by } = conversation.value ?? {}
  return [assignee, resolved_by].find(who => who?.type === 'agent') ?? null
})
export const canRate = computed(() => {
  const talk = conversation.value
  return talk?.status === 'resolved' && (!talk.csat || Date.parse(talk.csat.changeable_until) > now.value)
})

/** when an agent was last seen typing in this conversation */
export const typedAt = signal(0)
const JUST_NOW = 120_000
const wroteJustNow = computed(() => {
  const since = now.value - JUST_NOW
  return typedAt.value > since || fromOthers.value.some(({ author, created_at }) => author.type === 'agent' && author.id === agentHere.value?.id && Date.parse(created_at) > since)
})

/** Presence of the one who answers: the inbox says who is online, at most five; who writes is here, whatever it says. Cut
 *  off, nobody is known to be. */
export const assigneeOnline = computed(() => {
  if (cutOff.value) return false
  const here = inbox.value?.agents ?? []
  const who = agentHere.value
  return !who || wroteJustNow.value || here.length >= 5 || here.some(one => one.name === who.name)
})
