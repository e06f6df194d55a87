// What the server tells us, applied to the store: one handler an event of server/PROTOCOL.md. State before and events
// applied must be what a fresh fetch would give.
import { amend, cursor, hasGap, receive } from '../core/log'
import { save, onOtherTab } from '../core/storage'
import { dress } from '../core/theme'
import { comeBackIn, connect, reintroduce, type Handlers, type Introduction } from '../wire/socket'
import type { Author, Conversation, Draft, Hours, Inbox, Marks, Message, Queue, Session } from '../wire/types'
import { catchUp, later, look } from './catchup'
import { detachOutbox, drop, pump } from './delivery'
import { draft } from './draft'
import { arrived } from './notice'
import * as store from './store'

const { conversation, log } = store
const CUT_OFF_AFTER = 1500

export function begin(who: Introduction): void {
  connect(who, handlers)
  waitForCut()
  onOtherTab('token', value => value && !conversation.value && reintroduce())
}

const waitForCut = (): unknown => setTimeout(() => (store.cutOff.value = store.link.value !== 'up'), CUT_OFF_AFTER)

/** Another conversation of this visitor can become the live one: another tab began it, or an agent reopened it. */
function replace(talk: Conversation): void {
  if (talk.id === store.past.value?.id) store.past.value = talk
  const same = conversation.value?.id === talk.id
  if (!same && (talk.kind === 'offline' || talk.status !== 'open' || store.isLive.value)) return
  look(talk)
  if (!same) void catchUp()
}

function created(message: Message): void {
  if (message.client_id && store.outbox.value.some(item => item.client_id === message.client_id && item.kind === 'text')) drop(message.client_id)
  if (message.conversation_id === store.past.value?.id) store.past.value = { ...store.past.value }
  if (message.conversation_id !== conversation.value?.id) return
  const isNew = message.seq > cursor(log.value)
  log.value = receive(log.value, message)
  conversation.value = { ...conversation.value, last_seq: Math.max(conversation.value.last_seq, message.seq), last_message: message, updated_at: message.created_at }
  if (hasGap(log.value) && !log.value.catching) void catchUp()
  if (message.author.type !== 'visitor') store.typing.value = null
  if (isNew) arrived(message)
}

function started(session: Session): void {
  save('token', session.token)
  if (session.identity_error) console.warn(session.identity_error.message)
  if (store.visitor.value && store.visitor.value.id !== session.visitor.id) {
    renew()
    store.screen.value = 'home' // another person signed in: what the one before read is not theirs
  }
  store.visitor.value = session.visitor
  refresh(session)
  const [kept, now] = [conversation.value, session.conversation]
  if (now && (!kept || now.id === kept.id || now.status !== 'resolved')) look(now)
  store.link.value = 'up'
  store.cutOff.value = false
  void catchUp()
  void pump()
}

function refresh({ inbox, business_hours }: { inbox: Inbox; business_hours: Hours }): void {
  store.inbox.value = inbox
  store.hours.value = business_hours
  dress(inbox.brand)
}

let typist: ReturnType<typeof setTimeout> | undefined
function typed({ conversation_id, author, typing }: { conversation_id: string; author: Author; typing: boolean }): void {
  if (conversation_id !== conversation.value?.id || author.type === 'visitor') return
  clearTimeout(typist)
  store.typing.value = typing ? author : null
  if (author.type === 'agent') store.typedAt.value = Date.now()
  typist = setTimeout(() => (store.typing.value = null), 6000)
}

function marked({ conversation_id, by, delivered_seq, read_seq }: Marks & { conversation_id: string; by: 'visitor' | 'agent' }): void {
  const talk = conversation.value
  if (talk?.id !== conversation_id) return
  conversation.value = { ...talk, read_marks: { ...talk.read_marks, [by]: later(talk.read_marks[by], { delivered_seq, read_seq }) } }
}

/** We are somebody new, with everything that was not sent yet. */
function renew(): void {
  look(null)
  detachOutbox()
}

/** Our token is no longer good: we come back as somebody new. */
function refused(code: string): void {
  if (code === 'bad_token' || code === 'expired_token') renew()
  else store.link.value = 'refused'
}

const handlers: Handlers = {
  down: () => {
    if (store.link.value !== 'refused') store.link.value = 'down'
    store.typing.value = store.drafted.value = null
    waitForCut()
  },
  refused,
  events: {
    session_started: started,
    message_created: ({ message }: { message: Message }) => created(message),
    message_updated: ({ message }: { message: Message }) => {
      if (message.conversation_id === conversation.value?.id) log.value = amend(log.value, message)
    },
    conversation_created: ({ conversation: talk }: { conversation: Conversation }) => replace(talk),
    conversation_updated: ({ conversation: talk }: { conversation: Conversation }) => replace(talk),
    queue_moved: ({ conversation_id, queue }: { conversation_id: string; queue: Queue }) => {
      if (conversation.value?.id === conversation_id) conversation.value = { ...conversation.value, queue }
    },
    typing_changed: typed,
    answer_drafted: (draft: Draft) => (store.drafted.value = { ...draft, at: Date.now() }),
    read_mark_moved: marked,
    csat_requested: ({ conversation_id }: { conversation_id: string }) => {
      if (conversation.value?.id === conversation_id && store.screen.value === 'talk' && store.opened.value && store.served.value && !draft().trim() && !store.outbox.value.length) store.screen.value = 'rating'
    },
    inbox_updated: refresh,
    server_draining: ({ reconnect_after }: { reconnect_after: number }) => comeBackIn(reconnect_after),
  },
}
