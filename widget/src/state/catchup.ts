// Catching up: on every connection and on every gap the log is filled from the server, page by page, before live events
// are let in. One run at a time; a newer run (another conversation, a new connection) makes an older one stop.
import { caughtUp, cursor, emptyLog, hasGap, startCatchingUp } from '../core/log'
import { ask } from '../wire/socket'
import type { Conversation, Message } from '../wire/types'
import { conversation, log } from './store'

const PAGE = 200
const AGAIN = 1500
let run = 0

/** Make this the conversation on the screen. A different one starts with an empty log. */
export function look(at: Conversation | null): void {
  const same = at && conversation.value?.id === at.id
  if (!same) log.value = emptyLog()
  conversation.value = at
}

export async function catchUp(): Promise<void> {
  const id = conversation.value?.id
  if (!id) return
  const mine = ++run
  log.value = startCatchingUp(log.value)
  while (await fetchPage(id, mine));
}

/** One page; true when another one has to follow. */
async function fetchPage(id: string, mine: number): Promise<boolean> {
  const answer = await ask<{ conversation: Conversation; messages: Message[]; complete: boolean }>('sync', { conversation_id: id, after_seq: cursor(log.value), limit: PAGE })
  if (mine !== run || conversation.value?.id !== id) return false
  if (!answer.ok) return answer.error.code !== 'offline' && answer.error.code !== 'not_found' && pause()
  const before = cursor(log.value)
  conversation.value = answer.conversation
  log.value = caughtUp(log.value, answer.messages, answer.complete)
  if (!answer.complete && cursor(log.value) > before) return true
  return (hasGap(log.value) || !answer.complete) && pause()
}

const pause = (): Promise<true> => new Promise(resolve => setTimeout(() => resolve(true), AGAIN))
