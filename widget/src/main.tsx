// Starts the frame: language, colours, what was kept in this browser, then the screens, then the connection.
import { effect } from '@preact/signals-core'
import { render, type VNode } from 'preact'
import { config, read } from './core/config'
import { speak } from './core/i18n'
import { identityOf, pageOf } from './core/introduction'
import { useStorageOf } from './core/storage'
import { chooseTheme, dress } from './core/theme'
import * as kit from './kit'
import { restoreOutbox } from './state/delivery'
import { watchDrafts } from './state/draft'
import { meetHost, type Init } from './state/host'
import { watchAttention } from './state/notice'
import { begin } from './state/session'
import { conversation, isLive, opened, screen, link, tracked } from './state/store'
import { reintroduce } from './wire/socket'
import { App } from './views/App'
import { fetchChunk, Lazy } from './views/Lazy'

Object.assign(globalThis, { deskbellKit: kit })
speak(config.locale, read('strings'))
chooseTheme()
dress(config.brand)
document.title = config.name
const root = document.getElementById('app')!

function start({ open, identity, page }: Init): void {
  opened.value = open
  begin({ inbox: config.key, locale: config.locale, ...(page ? { page: pageOf(page) } : {}), ...(identity ? { identity: identityOf(identity) } : {}) })
}

/** A conversation with people in it is where the visitor left off. */
function returnToTalk(): void {
  const stop = effect(() => {
    if (link.value !== 'up') return
    const talk = conversation.peek()
    if (screen.peek() === 'home' && isLive.peek() && (talk?.waiting || talk?.assignee?.type === 'agent')) screen.value = 'talk'
    queueMicrotask(() => stop())
  })
}

/** Draw, and draw again once after whatever was read has changed: many changes in one go make one drawing. */
function draw(what: () => VNode): void {
  let drawn = false
  effect(() => {
    if (drawn) return queueMicrotask(() => draw(what))
    drawn = true
    render(what(), root)
  })
}

if (config.preview) draw(() => <Lazy chunk="preview" />)
else {
  useStorageOf(config.key)
  restoreOutbox()
  watchDrafts()
  draw(() => <App />)
  watchAttention()
  returnToTalk()
  effect(() => {
    if (tracked.value.length) fetchChunk('track')
  })
  meetHost(start, identity => reintroduce({ identity: identityOf(identity) }))
}
