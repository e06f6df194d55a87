// The log of one conversation: a gap-free prefix of messages, seq 1, 2, 3 …, and what came too early. Live events are
// hints: they are held back while catching up and where one is missing before them. Pure functions; who asks the server
// is state/catchup.ts.
import type { Message } from '../wire/types'

export interface Log {
  /** messages[i] has seq i + 1, always */
  messages: Message[]
  held: Message[]
  catching: boolean
}

export const emptyLog = (): Log => ({ messages: [], held: [], catching: false })

/** The last seq of the gap-free prefix. */
export const cursor = (log: Log): number => log.messages.length

export const hasGap = (log: Log): boolean => log.held.length > 0

export function receive(log: Log, message: Message): Log {
  if (message.seq <= cursor(log)) return amend(log, message)
  const held = [...log.held.filter(one => one.seq !== message.seq), message]
  return log.catching ? { ...log, held } : drain({ ...log, held })
}

/** A page of `sync`: in order after the cursor. A page that does not fit leaves the prefix as it is. */
export function caughtUp(log: Log, page: Message[], complete: boolean): Log {
  const messages = [...log.messages]
  for (const message of [...page].sort(bySeq)) if (message.seq === messages.length + 1) messages.push(message)
  const next = { ...log, messages, catching: !complete }
  return complete ? drain(next) : next
}

export const startCatchingUp = (log: Log): Log => ({ ...log, catching: true })

/** A card changed (`message_updated`), or the same message came again: the newer copy takes its place. */
export function amend(log: Log, message: Message): Log {
  const at = message.seq - 1
  if (!log.messages[at]) return { ...log, held: log.held.map(one => (one.id === message.id ? message : one)) }
  return { ...log, messages: log.messages.map((one, index) => (index === at ? message : one)) }
}

function drain(log: Log): Log {
  const messages = [...log.messages]
  const early = [...log.held].sort(bySeq)
  while (early[0] && early[0].seq <= messages.length + 1) {
    const next = early.shift()!
    messages[next.seq - 1] = next
  }
  return { ...log, messages, held: early }
}

const bySeq = (a: Message, b: Message): number => a.seq - b.seq
