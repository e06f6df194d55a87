// What the visitor wrote and the server has not acknowledged: the rules, without storage and without a socket.
// An item leaves the outbox only when the server says it is stored, or when the visitor throws it away.
import type { Failure, Message } from '../wire/types'

export interface Item {
  client_id: string
  /** null until the conversation it opens has an id */
  conversation_id: string | null
  /** `human` asks for a person; it has no text and is not shown */
  kind: 'text' | 'human'
  text: string
  state: 'waiting' | 'sending' | 'failed'
  tries: number
  created_at: string
  /** the last seq that stood above it when it was written */
  after_seq?: number
}

/** Not answered in time, or the server could not store it now: worth another try by itself. */
const PASSING = new Set(['timeout', 'storage_unavailable', 'server_error'])
const TRIES = 3

export type Verdict = { kind: 'later'; after: number } | { kind: 'again' } | { kind: 'forget' } | { kind: 'failed' } | { kind: 'drop' }

/** What to do with an item after the server refused it, or did not answer. Words are kept; a wish for a person counts now or not at all. */
export function judge(item: Item, failure: Failure): Verdict {
  if (failure.code === 'offline') return { kind: 'later', after: 0 }
  if (failure.code === 'rate_limited') return { kind: 'later', after: Math.max(1, failure.retry_after ?? 5) }
  if (failure.code === 'not_found' && item.conversation_id) return { kind: 'forget' }
  if (PASSING.has(failure.code) && item.tries < TRIES) return { kind: 'again' }
  return { kind: item.kind === 'human' ? 'drop' : 'failed' }
}

const A_VISIT = 15 * 60_000

/** Words are sent however late; who asked for a person and left is not put in line when they look in again. */
export const stillMeant = (item: Item, now: number): boolean => item.kind === 'text' || now - Date.parse(item.created_at) < A_VISIT

/** Items are sent one after the other, so that they are stored in the order in which they were written. */
export const nextItem = (items: Item[]): Item | undefined => items.find(item => item.state === 'waiting')

export const change = (items: Item[], id: string, patch: Partial<Item>): Item[] =>
  items.map(item => (item.client_id === id ? { ...item, ...patch } : item))

export const without = (items: Item[], id: string | null): Item[] => items.filter(item => item.client_id !== id)

/** What is shown below the log: everything unsent of this conversation that the log does not hold already. */
export function unsent(items: Item[], messages: Message[], conversation: string | null): Item[] {
  const stored = new Set(messages.map(message => message.client_id))
  return items.filter(item => item.kind === 'text' && !stored.has(item.client_id) && (!item.conversation_id || item.conversation_id === conversation))
}
