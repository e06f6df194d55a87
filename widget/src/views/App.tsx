// The panel: one screen at a time, or the small card beside the launcher while closed.
import { useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { t } from '../core/i18n'
import { closePanel, openPanel, teaseHeight } from '../state/host'
import { canRate, inLine, link, name, now, opened, screen, slowUntil, spoken, teased } from '../state/store'
import { Bars } from './Bars'
import { InboxHead, TalkHead } from './Head'
import { Home } from './Home'
import { Lazy } from './Lazy'
import { Face, Foot } from './parts'
import { Talk } from './Talk'

function Screen() {
  switch (screen.value) {
    case 'talk': return <Talk />
    case 'offline': return <><InboxHead /><Bars /><Lazy chunk="offline" /></>
    case 'rating': return canRate.value ? <><TalkHead /><Bars /><Lazy chunk="rating" /><Foot /></> : <Talk />
    case 'earlier': return <Lazy chunk="earlier" />
    default: return <><Home />{link.value === 'refused' && <Bars />}</>
  }
}

/** A message that came while closed; a press opens the panel. */
function Tease() {
  const box = useRef<HTMLButtonElement>(null)
  const message = teased.value!
  useSignalEffect(() => {
    void teased.value
    requestAnimationFrame(() => (teaseHeight.value = box.current?.offsetHeight ?? 0))
  })
  return (
    <button type="button" class="w-tease" ref={box} onClick={openPanel}>
      <Face who={message.author.type === 'agent' ? message.author : null} size="s32" />
      <span><b>{message.author.type === 'agent' ? message.author.name : t('bot_name')}</b><span>{message.text}</span></span>
    </button>
  )
}

/** Seconds tick only where a screen counts them. */
function useClock(): void {
  useSignalEffect(() => {
    const every = inLine.value || slowUntil.value ? 1000 : 30_000
    now.value = Date.now()
    const timer = setInterval(() => (now.value = Date.now()), every)
    return () => clearInterval(timer)
  })
}

export function App() {
  useClock()
  if (teased.value && !opened.value) return <Tease />
  return (
    <div class="w" role="dialog" aria-label={name.value} onKeyDown={event => event.key === 'Escape' && !event.isComposing && closePanel()}>
      <Screen />
      <p class="hush" role="status" aria-live="polite">{spoken.value}</p>
    </div>
  )
}
