// Stand-in for engine.io-client, which alone would take a fifth of the budget of an opened widget: Engine.IO 4, text only,
// WebSocket first and long polling through fetch where that does not come up, no upgrade from one to the other. It offers
// what socket.io-client's Manager and Socket use; reconnection, namespaces, acknowledgements and buffers stay theirs.
import { Emitter } from '@socket.io/component-emitter'
import { Polling, Web, type Line } from './lines'

interface Handshake { sid: string; pingInterval: number; pingTimeout: number }
interface Nothing { [event: string]: never }
interface Events { open: () => void; ping: () => void; data: (text: string) => void; error: (error: Error) => void; close: (reason: string) => void }

export class Socket extends Emitter<Nothing, Nothing, Events> {
  readyState: 'opening' | 'open' | 'closed' = 'opening'
  /** socket.io-client asks whether a volatile packet may go now; we send none */
  transport = { writable: true }
  private line!: Line
  private deadline = Infinity
  private patience = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly cut = (): void => this.finish('transport close')

  constructor(private readonly uri: string) {
    super()
    addEventListener('offline', this.cut)
    this.use(new Web(this.uri))
  }

  private use(line: Line): void {
    this.line = line
    line.packet = text => this.take(text)
    line.gone = reason => {
      if (line !== this.line) return
      if (this.readyState === 'opening' && line instanceof Web) this.use(new Polling(this.uri))
      else this.finish(reason)
    }
    line.open()
  }

  /** One packet: a digit for its type, then its data. */
  private take(text: string): void {
    const data = text.slice(1)
    switch (text[0]) {
      case '0': return this.greet(JSON.parse(data) as Handshake)
      case '1': return this.finish('transport close')
      case '2': return this.beat()
      case '4': return void this.emitReserved('data', data)
    }
  }

  private greet({ sid, pingInterval, pingTimeout }: Handshake): void {
    this.line.sid = sid
    this.patience = pingInterval + pingTimeout
    this.readyState = 'open'
    this.wait()
    this.emitReserved('open')
  }

  private beat(): void {
    this.line.send('3')
    this.wait()
    this.emitReserved('ping')
  }

  private wait(): void {
    clearTimeout(this.timer)
    this.deadline = Date.now() + this.patience
    this.timer = setTimeout(() => this.finish('ping timeout'), this.patience)
  }

  /** A machine that slept finds out before it writes into a dead connection. */
  _hasPingExpired(): boolean {
    const expired = Date.now() > this.deadline
    if (expired) queueMicrotask(() => this.finish('ping timeout'))
    return expired
  }

  write(packet: string): this {
    this.line.send('4' + packet)
    return this
  }

  close(): this {
    if (this.readyState === 'open') this.line.send('1')
    this.finish('forced close')
    return this
  }

  private finish(reason: string): void {
    if (this.readyState === 'closed') return
    const wasOpening = this.readyState === 'opening'
    this.readyState = 'closed'
    clearTimeout(this.timer)
    removeEventListener('offline', this.cut)
    this.line.end()
    if (wasOpening) this.emitReserved('error', new Error(reason))
    this.emitReserved('close', reason)
  }
}

export function installTimerFunctions(on: object): void {
  Object.assign(on, { setTimeoutFn: setTimeout.bind(window), clearTimeoutFn: clearTimeout.bind(window) })
}
export const nextTick = (run: () => void): void => queueMicrotask(run)
