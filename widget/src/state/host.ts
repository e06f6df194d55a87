// The frame's side of the talk with the loader on the host page. Both origin and source are checked on every message in,
// and nothing goes out to any other origin. What goes out is what the launcher shows, never a token. widget/README.md
// has the messages.
import { effect, signal } from '@preact/signals-core'
import later from '../loader/later.css'
import { hostOrigin } from '../core/config'
import { t, tn } from '../core/i18n'
import type { Page } from '../wire/types'
import { isLive, opened, outbox, screen, teased, tracked, unread, name } from './store'

export interface Init { open: boolean; identity?: unknown; page?: Page }

/** Somebody took the conversation while the panel was closed: the launcher says who. */
export const whoCame = signal('')
/** counts the swings of the bell */
export const rings = signal(0)
/** height of the card beside the launcher, 0 while there is none */
export const teaseHeight = signal(0)

const embedded = parent !== window
const tell = (kind: string, data?: unknown): void => {
  if (embedded && hostOrigin) parent.postMessage({ deskbell: kind, data }, hostOrigin)
}

export const closePanel = (): void => tell('open', 0)
export const openPanel = (): void => tell('open', 1)
export const emitToHost = (event: string, data?: unknown): void => tell('event', [event, data])

export function meetHost(begin: (init: Init) => void, identify: (who: unknown) => void): void {
  if (!embedded) return begin({ open: true })
  const greet = (init: Init): void => {
    begin(init)
    if (init.open) emitToHost('open')
  }
  const on: Record<string, (data: never) => void> = { init: greet, identify, open: turn, track: (seen: [unknown, string]) => void (tracked.value = [...tracked.peek(), seen]) }
  addEventListener('message', event => {
    if (event.source === parent && event.origin === hostOrigin) on[(event.data as { deskbell?: string })?.deskbell ?? '']?.((event.data as { data: never }).data)
  })
  tell('hello', later)
  emitToHost('ready')
  effect(report)
  effect(() => emitToHost('unread', unread.value))
  effect(onOpen)
}

function turn(open: boolean): void {
  opened.value = open
  emitToHost(open ? 'open' : 'close')
}

function report(): void {
  const count = unread.value
  const away = !opened.value
  const text = away && whoCame.value ? t('agent_here', { name: whoCame.value }) : ''
  const label = t('launcher', { name: name.value }) + (count ? `. ${text ? text + '. ' : ''}${tn('unread', count)}` : '')
  const badge = count && away ? (count > 99 ? '99+' : String(count)) : ''
  tell('state', { live: isLive.value || outbox.value.length > 0, badge, text, label, ring: rings.value ? `r${rings.value % 2}` : '', tease: teased.value && away ? teaseHeight.value : 0 })
}

function onOpen(): void {
  if (!opened.value) return
  if (teased.peek() || whoCame.peek()) screen.value = 'talk'
  teased.value = null
  whoCame.value = ''
}
