// The one file a host page loads: draws the launcher, remembers whether a conversation is open in this browser, and makes
// the iframe when the visitor acts. Everything a visitor reads or writes is the frame's, on the desk's own origin; no
// token and no message comes here. The server puts the inbox's configuration in place of DESKBELL_CONFIG. It must stay
// under 2 KB (gzip -9, configuration included), which explains its habits. widget/README.md has the messages.
import css from './launcher.css'

interface Config {
  key: string
  origin: string
  /** rules made from the brand: colours, side, offsets */
  css: string
  /** by language: a pattern for the wish, text beside the bell, label for screen readers; the last fits everybody */
  texts: [wish: string, text: string, label: string][]
  check: string
  /** only where flows wait for it: names of events, and addresses with the seconds on them */
  watch?: { events: unknown[]; pages: [url: string, seconds: number][] }
}
interface Now { live: boolean; badge: string; text: string; label: string; ring: string; tease: number }
type Api = ((command: string, a?: unknown, b?: unknown) => void) & { q?: IArguments[]; v?: number }
declare const DESKBELL_CONFIG: Config
/** whether this is the loader of an inbox whose flows wait for something on the page; all others are spared the code */
declare const WATCHES: boolean
declare global {
  interface Window { Deskbell?: Api }
}

((c: Config) => {
  const w = window, d = document, early = w.Deskbell, view = w.visualViewport!
  if (early?.v) return // two tags make one widget
  const tag = d.currentScript as HTMLScriptElement | null
  const wish = tag?.dataset.locale || d.documentElement.lang || navigator.language
  const [, text, label] = c.texts.find(([like]) => RegExp('^' + like, 'i').test(wish))!
  const note = 'deskbell:' + c.key
  const stop = new AbortController()
  const heard = new EventTarget() // a listener that raises is no concern of the others
  let frame: HTMLIFrameElement | undefined, open = false, ready = false, tease = 0, live: any, identity: unknown

  const make = <K extends keyof HTMLElementTagNameMap>(name: K, into: Node) => into.appendChild(d.createElement(name))
  const listen = (on: EventTarget, name: string, run: (event: any) => void) => on.addEventListener(name, run, { signal: stop.signal })
  // 2: the panel is open, 1: a conversation is open, nothing: neither. Only ever written after the visitor acted.
  const memory = (value?: string) => {
    try {
      value == null || (value ? (localStorage[note] = value) : delete localStorage[note])
      return localStorage[note]
    } catch {}
  }
  const tell = (kind: string, data?: unknown) => ready && frame!.contentWindow!.postMessage({ deskbell: kind, data }, c.origin)
  const keep = () => memory(open ? '2' : live ? '1' : '')

  const host = make('deskbell-widget' as 'div', d.documentElement), root = host.attachShadow({ mode: 'open' })
  host.role = 'complementary'
  host.style.cssText = 'all:initial!important'
  const rules = new CSSStyleSheet()
  const style = (later: string) => rules.replaceSync(css + c.css + later)
  style('')
  root.adoptedStyleSheets = [rules]
  const button = make('button', root)
  const bell = make('i', button), words = make('span', button), badge = make('b', button)
  words.textContent = text
  host.ariaLabel = button.ariaLabel = label

  // The on-screen keyboard shrinks what is seen of the page, not the page: the phone's full-screen panel follows it.
  // Until the frame has painted and said hello the page stays in sight, and the bell says that it is at work.
  const fit = () => {
    if (!frame) return
    frame.className = open ? (ready ? 'o' : 'w') : tease ? 't' : ''
    button.ariaExpanded = '' + (open && ready)
    frame.style.cssText = `--k:${view.height}px;--v:${view.offsetTop}px;--t:${tease}px`
  }
  const set = (value: unknown, quiet?: 1) => {
    if (!frame) {
      frame = d.createElement('iframe')
      frame.title = label
      frame.src = `${c.origin}/widget/${c.key}/frame?locale=${wish}#${location.origin}`
      root.prepend(frame)
    }
    open = !!value
    fit()
    keep()
    tell('open', open)
    if (quiet) return
    ;(open && ready ? frame : button).focus()
    if (!open && !ready) frame = void frame.remove() // called off; the next press asks anew
  }
  const on: Record<string, (data: any) => void> = {
    hello(later: string) {
      ready = true
      style(later)
      fit()
      open && root.activeElement && frame!.focus()
      tell('init', { open, identity, page: { url: location.href, title: d.title, referrer: d.referrer } })
    },
    open: set,
    state(now: Now) {
      live = now.live
      keep()
      badge.textContent = now.badge
      words.textContent = now.text || text
      button.ariaLabel = now.label
      bell.className = now.ring
      tease = now.tease
      fit()
    },
    event: ([name, data]: [string, unknown]) => heard.dispatchEvent(new CustomEvent(name, { detail: data })),
  }
  const commands: Record<string, (a: any, b: any) => void> = {
    open: () => open || set(1),
    close: () => open && set(0),
    identify: who => tell('identify', (identity = structuredClone(who))), // what cannot be sent raises here, in the page's own call
    on: (name, run) => listen(heard, name, event => run(event.detail)),
    destroy() {
      stop.abort()
      host.remove()
      memory('')
      delete w.Deskbell
    },
  }
  if (WATCHES) {
    const { events, pages } = c.watch!, { hello } = on, seen: unknown[] = [] // until the frame can hear it
    on.hello = later => (hello!(later), seen.forEach(one => tell('track', one)))
    let at = '', since = 0
    // What no flow waits for wakes nobody; the frame is made unseen, and what the flow says shows beside the bell.
    const track = commands.track = (what: unknown) => {
      const one = [what, location.href]
      if (ready) return tell('track', one)
      if (what === since || events.includes(what)) seen.push(one), frame || set(0, 1)
    }
    const fits = (like: string, from = 0) => like.toLowerCase().split('*').every(part => (from = at.toLowerCase().indexOf(part, from) + part.length) >= part.length)
    const timer = setInterval(() => {
      if (stop.signal.aborted) return clearInterval(timer)
      if (at != location.href) at = location.href, since = 0
      else since++
      if (pages.some(([like, seconds]) => seconds == since && fits(like))) track(since)
    }, 1000)
  }
  const api: Api = w.Deskbell = (name, a, b) => commands[name]?.(a, b)
  api.v = 1

  listen(w, 'message', event => {
    if (event.origin == c.origin && event.source == frame?.contentWindow) on[event.data.deskbell]?.(event.data.data)
  })
  listen(button, 'click', () => set(!open))
  listen(root, 'keydown', event => event.key == 'Escape' && open && set(0))
  listen(view, 'resize', fit)
  listen(view, 'scroll', fit)
  live = memory() // until the frame knows better
  if (live) set(live > 1, 1)
  early?.q?.forEach(args => api(...(args as unknown as [string])))
  if (/#deskbell/.test(location.href)) make('script', d.head).src = c.origin + c.check // rare, so not in these 2 KB
})(DESKBELL_CONFIG)

export {}
