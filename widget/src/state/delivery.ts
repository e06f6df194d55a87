// The outbox at work: keeps what was written across reloads, sends it in order, tries again by itself where that can
// help, and keeps what failed where the visitor can see it. The rules are core/outbox.ts.
import { cursor, receive } from '../core/log'
import { change, judge, nextItem, stillMeant, without, type Item } from '../core/outbox'
import { uuid7 } from '../core/ids'
import { load, names, save } from '../core/storage'
import { ask, isUp } from '../wire/socket'
import type { Answer, Conversation, Failure, Message } from '../wire/types'
import { catchUp, look } from './catchup'
import { conversation, full, isLive, link, log, outbox, screen, slowUntil, trouble } from './store'

/** Each item has a key of its own: two tabs never write over each other's. */
const key = (id: string): string => 'outbox:' + id
let busy = false

export function restoreOutbox(): void {
  const items = names('outbox:').flatMap(name => {
    const text = load(name)
    return text ? [{ ...(JSON.parse(text) as Item), state: 'waiting' as const, tries: 0 }] : []
  })
  outbox.value = items.sort((a, b) => (a.client_id < b.client_id ? -1 : 1))
  for (const item of items) if (!stillMeant(item, Date.now())) drop(item.client_id)
}

export function post(kind: Item['kind'], text = ''): void {
  const item: Item = { client_id: uuid7(), conversation_id: conversation.value?.id ?? null, kind, text, state: 'waiting', tries: 0, created_at: new Date().toISOString(), after_seq: cursor(log.value) }
  save(key(item.client_id), JSON.stringify(item))
  outbox.value = [...outbox.value, item]
  void pump()
}

export function tryAgain(id: string): void {
  outbox.value = change(outbox.value, id, { state: 'waiting', tries: 0 })
  void pump()
}

export function drop(id: string): void {
  save(key(id), null)
  outbox.value = without(outbox.value, id)
}

/** Everything unsent belongs to whoever we are now: an earlier visitor's conversation is out of reach. */
export function detachOutbox(): void {
  outbox.value = outbox.value.map(item => ({ ...item, conversation_id: null }))
}

export async function pump(): Promise<void> {
  if (busy || !isUp() || link.value !== 'up' || slowUntil.value > Date.now()) return
  const item = nextItem(outbox.value)
  if (!item) return
  busy = true
  outbox.value = change(outbox.value, item.client_id, { state: 'sending', tries: item.tries + 1 })
  const answer = await send({ ...item, tries: item.tries + 1 })
  busy = false
  if (answer.ok) drop(item.client_id)
  else follow({ ...item, tries: item.tries + 1 }, answer.error)
  if (answer.ok || answer.error.code !== 'offline') void pump()
}

type Sent = Answer<{ message?: Message; conversation?: Conversation }>

async function send(item: Item): Promise<Sent> {
  const target = item.conversation_id ?? (isLive.value ? conversation.value!.id : null)
  const answer = target
    ? await ask<{ message?: Message; conversation?: Conversation }>(item.kind === 'human' ? 'request_human' : 'send_message', item.kind === 'human' ? { conversation_id: target } : { conversation_id: target, client_id: item.client_id, text: item.text })
    : await start(item)
  if (answer.ok) take(answer)
  return answer
}

async function start(item: Item): Promise<Sent> {
  const begun = await ask<{ conversation: Conversation; message?: Message }>('start_conversation', { client_id: item.client_id, ...(item.text ? { text: item.text } : {}) })
  if (!begun.ok || item.kind !== 'human') return begun
  take(begun)
  return ask<{ conversation: Conversation }>('request_human', { conversation_id: begun.conversation.id })
}

function take(answer: { message?: Message; conversation?: Conversation }): void {
  const { conversation: talk, message } = answer
  if (talk) {
    const other = talk.id !== conversation.value?.id
    look(talk)
    if (other) void catchUp()
  }
  if (message && message.conversation_id === conversation.value?.id) log.value = receive(log.value, message)
}

function follow(item: Item, failure: Failure): void {
  const verdict = judge(item, failure)
  if (verdict.kind === 'drop') return giveUp(item, failure)
  if (verdict.kind === 'later' && verdict.after) slowDown(verdict.after)
  if (verdict.kind === 'forget' && conversation.value?.id === item.conversation_id) look(null)
  const state = verdict.kind === 'failed' ? 'failed' : 'waiting'
  const tries = verdict.kind === 'later' ? 0 : item.tries
  outbox.value = change(outbox.value, item.client_id, { state, tries, ...(verdict.kind === 'forget' ? { conversation_id: null } : {}) })
}

/** Nobody can be asked for: the form where the desk is closed or the line full, else a word. */
function giveUp(item: Item, { code }: Failure): void {
  drop(item.client_id)
  full.value = code === 'line_full'
  if (full.value || code === 'outside_business_hours') screen.value = 'offline'
  else trouble.value = 'not_now'
}

function slowDown(seconds: number): void {
  slowUntil.value = Date.now() + seconds * 1000
  setTimeout(() => {
    slowUntil.value = 0
    void pump()
  }, seconds * 1000)
}
