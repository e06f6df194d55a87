// The one connection to the desk: namespace /visitor (how packets travel: slim/engine.ts). Turns events
// and acknowledgements into calls and promises; what they mean is state/session.ts.
import { Manager } from 'socket.io-client/manager'
import type { Socket } from 'socket.io-client'
import { load, save } from '../core/storage'
import type { Answer, Failure, Identity, Page } from './types'

export interface Handlers {
  down(): void
  refused(code: string): void
  events: Record<string, (payload: never) => void>
}
export interface Introduction { inbox: string; locale: string; page?: Page; identity?: Identity }

const ACK_TIMEOUT = 10_000
let manager: Manager
let socket: Socket
let introduction: Introduction

export function connect(who: Introduction, handlers: Handlers): void {
  introduction = who
  manager = new Manager(location.origin, { reconnectionDelayMax: 8000, autoConnect: false })
  socket = manager.socket('/visitor', { auth: give => give({ ...introduction, ...token() }) })
  socket.on('disconnect', reason => (handlers.down(), reason === 'io server disconnect' && retry(1000)))
  socket.on('connect_error', error => refused(error, handlers))
  socket.onAny((event: string, payload: unknown) => handlers.events[event]?.(payload as never))
  socket.connect()
}

const token = (): { token?: string } => {
  const kept = load('token')
  return kept ? { token: kept } : {}
}

const FORGET = ['bad_token', 'expired_token']
const FINAL = ['unknown_inbox', 'origin_not_allowed', 'bad_payload']

/** A server that refuses us says why; a network that fails says nothing and is tried again by the manager itself. */
function refused(error: Error & { data?: Failure }, handlers: Handlers): void {
  const code = error.data?.code
  if (!code) return handlers.down()
  if (FORGET.includes(code)) save('token', null)
  handlers.refused(code)
  if (!FINAL.includes(code)) retry(FORGET.includes(code) ? 0 : (error.data!.retry_after ?? 5) * 1000)
}

const retry = (after: number): unknown => setTimeout(() => socket.connect(), after)

/** A new identity or another tab's token counts from the next connection on. */
export function reintroduce(patch: Partial<Introduction> = {}): void {
  Object.assign(introduction, patch)
  if (socket) socket.disconnect().connect()
}

/** The server stops and says when to come back. */
export function comeBackIn(seconds: number): void {
  manager.reconnectionDelay(Math.max(0.2, seconds) * 1000)
  setTimeout(() => manager.reconnectionDelay(1000), (seconds + 5) * 1000)
}

export const isUp = (): boolean => !!socket?.connected

/** Ask for something; the answer always comes, if only to say that there was none. */
export function ask<T>(command: string, payload: object): Promise<Answer<T>> {
  if (!isUp()) return Promise.resolve({ ok: false, error: { code: 'offline', message: '' } })
  return new Promise(resolve => {
    socket.timeout(ACK_TIMEOUT).emit(command, payload, (failed: Error | null, answer: Answer<T>) =>
      resolve(failed ? { ok: false, error: { code: isUp() ? 'timeout' : 'offline', message: '' } } : answer))
  })
}
