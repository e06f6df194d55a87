// Catching up: on every connection and on every gap the log is filled from the server, page by page, before live events
// are let in. One run at a time; a newer run (another conversation, a new connection) makes an older one stop.
import { caughtUp, cursor, emptyLog, hasGap, startCatchingUp } from '../core/log'
import { ask } from '../wire/socket'
import type { Conversation, Marks, Message } from '../wire/types'
import { arrived, turnCame } from './notice'
import { conversation, fromOthers, log, trouble, unread } from './store'

const PAGE = 200
const AGAIN = 1500
let run = 0

/** Make this the visitor's conversation. A different one starts with an empty log; of the same one marks never go back,
 *  whichever of an answer and an event comes first, and whoever has come since is announced. */
export function look(at: Conversation | null): void {
  const before = conversation.value
  if (!at || before?.id !== at.id) {
    log.value = emptyLog()
    trouble.value = ''
    return void (conversation.value = at)
  }
  const { visitor, agent } = before.read_marks
  conversation.value = { ...at, read_marks: { visitor: later(visitor, at.read_marks.visitor), agent: later(agent, at.read_marks.agent) } }
  if (before.assignee?.type !== 'agent' && at.assignee?.type === 'agent') turnCame(at.assignee.name)
}

export const later = (a: Marks, b: Marks): Marks => ({ delivered_seq: Math.max(a.delivered_seq, b.delivered_seq), read_seq: Math.max(a.read_seq, b.read_seq) })

export async function catchUp(): Promise<void> {
  const id = conversation.value?.id
  if (!id) return
  const mine = ++run
  const before = cursor(log.value)
  log.value = startCatchingUp(log.value)
  while (await fetchPage(id, mine));
  if (mine === run && before) missed(before)
}

/** What was said while the connection was cut is noticed like what comes live. */
function missed(before: number): void {
  const last = fromOthers.value[fromOthers.value.length - 1]
  if (unread.value && last!.seq > before) arrived(last!)
}

/** One page; true when another one has to follow. */
async function fetchPage(id: string, mine: number): Promise<boolean> {
  const answer = await ask<{ conversation: Conversation; messages: Message[]; complete: boolean }>('sync', { conversation_id: id, after_seq: cursor(log.value), limit: PAGE })
  if (mine !== run || conversation.value?.id !== id) return false
  if (!answer.ok) return answer.error.code !== 'offline' && answer.error.code !== 'not_found' && pause()
  const before = cursor(log.value)
  look(answer.conversation)
  log.value = caughtUp(log.value, answer.messages, answer.complete)
  if (!answer.complete && cursor(log.value) > before) return true
  return (hasGap(log.value) || !answer.complete) && pause()
}

const pause = (): Promise<true> => new Promise(resolve => setTimeout(() => resolve(true), AGAIN))
