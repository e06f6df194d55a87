// The two ways a packet can travel (see engine.ts): a WebSocket, or long polling with one request waiting and one sending.
export interface Line {
  sid: string
  packet: (text: string) => void
  gone: (reason: string) => void
  open(): void
  send(text: string): void
  end(): void
}

const address = (uri: string, transport: string): string => `${uri}/socket.io/?EIO=4&transport=${transport}`
const nobody = (): void => {}
const SEPARATOR = '\x1e'
/** A POST carries as many waiting packets as stay well below what a server takes at once. */
const MOST = 50_000

export class Web implements Line {
  sid = ''
  packet: (text: string) => void = nobody
  gone: (reason: string) => void = nobody
  private socket: WebSocket | undefined
  constructor(private readonly uri: string) {}

  open(): void {
    try {
      this.socket = new WebSocket(address(this.uri.replace(/^http/, 'ws'), 'websocket'))
    } catch {
      return queueMicrotask(() => this.gone('transport error'))
    }
    this.socket.onmessage = ({ data }) => typeof data === 'string' && this.packet(data)
    this.socket.onclose = () => this.gone('transport close')
  }
  send(text: string): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(text)
  }
  end(): void {
    if (this.socket) this.socket.onclose = this.socket.onmessage = null
    this.socket?.close()
  }
}

export class Polling implements Line {
  sid = ''
  packet: (text: string) => void = nobody
  gone: (reason: string) => void = nobody
  private waiting: string[] = []
  private posting = false
  private readonly stop = new AbortController()
  constructor(private readonly uri: string) {}

  private async ask(init: RequestInit): Promise<string> {
    const session = this.sid && `&sid=${this.sid}`
    const answer = await fetch(`${address(this.uri, 'polling')}${session}&t=${Math.random().toString(36).slice(2)}`, { ...init, credentials: 'omit', signal: this.stop.signal })
    if (!answer.ok) throw new Error(String(answer.status))
    return answer.text()
  }
  open(): void {
    void this.listen().catch(() => this.gone('transport error'))
  }
  private async listen(): Promise<void> {
    while (!this.stop.signal.aborted) (await this.ask({})).split(SEPARATOR).forEach(this.packet)
  }
  send(text: string): void {
    this.waiting.push(text)
    void this.post().catch(() => this.gone('transport error'))
  }
  private async post(): Promise<void> {
    if (this.posting) return
    this.posting = true
    while (this.waiting.length) {
      let [body] = this.waiting.splice(0, 1) as [string]
      while (this.waiting[0] && body.length + this.waiting[0].length < MOST) body += SEPARATOR + this.waiting.shift()!
      await this.ask({ method: 'POST', body, headers: { 'content-type': 'text/plain;charset=UTF-8' } })
    }
    this.posting = false
  }
  /** What is already on its way out (a farewell) is let through. */
  end(): void {
    this.packet = this.gone = nobody
    setTimeout(() => this.stop.abort(), 200)
  }
}
