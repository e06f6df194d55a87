// The panel: one screen at a time, or the small card beside the launcher while closed.
import { effect } from '@preact/signals-core'
import type { ComponentChildren } from 'preact'
import { t } from '../core/i18n'
import { closePanel, openPanel, teaseHeight } from '../state/host'
import { canRate, inLine, name, now, opened, screen, slowUntil, spoken, teased } from '../state/store'
import { Composer } from './Composer'
import { Home } from './Home'
import { Lazy } from './Lazy'
import { Face, Foot, Head } from './parts'

/** A screen that is not there yet leaves nobody without the way back, the way out and a place to write. */
const withWaysOut = (inside: ComponentChildren) => (
  <><Head face={<Face who={null} />} title={name.value} line="" />{inside}<Foot>{screen.value === 'talk' && <Composer />}</Foot></>
)

function Screen() {
  const name = screen.value === 'rating' && !canRate.value ? 'talk' : screen.value
  return name === 'home' ? <Home /> : <Lazy chunk={name === 'past' ? 'talk' : name} around={withWaysOut} />
}

/** A message that came while closed; a press opens the panel. */
function Tease() {
  const message = teased.value!
  const measure = (box: HTMLElement | null): unknown => box && requestAnimationFrame(() => (teaseHeight.value = box.offsetHeight))
  return (
    <button type="button" class="w-tease" key={message.id} ref={box => void measure(box)} onClick={openPanel}>
      <Face who={message.author.type === 'agent' ? message.author : null} size="s32" />
      <span><b>{message.author.type === 'agent' ? message.author.name : t('bot_name')}</b><span>{message.text}</span></span>
    </button>
  )
}

/** What was pressed may be gone with its screen: whoever goes on by keys begins at the panel, not at the page's start. */
effect(() => {
  void [screen.value, inLine.value]
  setTimeout(() => document.activeElement === document.body && document.hasFocus() && document.querySelector<HTMLElement>('.w')?.focus())
})

/** Seconds tick only where a screen counts them. */
effect(() => {
  const every = inLine.value || slowUntil.value ? 1000 : 30_000
  now.value = Date.now()
  const timer = setInterval(() => (now.value = Date.now()), every)
  return () => clearInterval(timer)
})

export function App() {
  if (teased.value && !opened.value) return <Tease />
  return (
    <div class="w" role="dialog" tabIndex={-1} aria-label={name.value} onKeyDown={event => event.key === 'Escape' && !event.isComposing && closePanel()}>
      <Screen />
      <p class="hush" role="status" aria-live="polite">{spoken.value}</p>
    </div>
  )
}
