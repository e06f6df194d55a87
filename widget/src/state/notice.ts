// What makes a person notice: the card beside the launcher, one swing of the bell, the words read out, and, where the
// visitor asked for it, a ring when it is their turn (features/talk/bell.ts). Also tells the desk what was received and read.
import { effect, signal } from '@preact/signals-core'
import { cursor } from '../core/log'
import { speaker, t } from '../core/i18n'
import { ask } from '../wire/socket'
import type { Message } from '../wire/types'
import { emitToHost, rings, whoCame } from './host'
import { conversation, link, log, opened, ringWhenTurn, screen, spoken, teased } from './store'

/** The visitor looks at the conversation: open, in front, and with the focus or the pointer here. */
const attention = signal(false)
const look = (): void => void (attention.value = document.visibilityState === 'visible' && document.hasFocus())

export function watchAttention(): void {
  for (const name of ['focus', 'blur', 'pointerdown', 'keydown']) addEventListener(name, look)
  document.addEventListener('visibilitychange', look)
  document.addEventListener('pointerenter', () => (attention.value = document.visibilityState === 'visible'))
  look()
  effect(() => {
    if (opened.value) look()
  })
  effect(() => tellMark('mark_delivered', 'delivered_seq', true))
  effect(() => tellMark('mark_read', 'read_seq', opened.value && attention.value && screen.value === 'talk'))
}

function tellMark(command: string, mark: 'delivered_seq' | 'read_seq', when: boolean): void {
  const seq = cursor(log.value)
  const talk = conversation.value
  if (!when || link.value !== 'up' || !talk || log.value.catching || seq <= talk.read_marks.visitor[mark]) return
  const visitor = { ...talk.read_marks.visitor, [mark]: seq }
  conversation.value = { ...talk, read_marks: { ...talk.read_marks, visitor } }
  void ask(command, { conversation_id: talk.id, seq })
}

let last = ''

/** A message is told of once, whether it came live or was caught up with. */
export function arrived(message: Message): void {
  if (message.author.type === 'visitor' || message.id === last) return
  last = message.id
  if (message.kind !== 'activity') spoken.value = `${speaker(message.author)}: ${message.text}`
  if (opened.value || message.kind === 'activity') return
  teased.value = message
  rings.value++
  emitToHost('message', { author: message.author.type })
}

export function turnCame(name: string): void {
  spoken.value = t('agent_here', { name })
  if (!opened.value) {
    whoCame.value = name
    rings.value++
  }
  ringWhenTurn.value?.(name)
  ringWhenTurn.value = null
}
