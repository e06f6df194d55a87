// Which conversation the log shows: the one that goes on, or an earlier one that is only read.
import { ask, computed, effect, settle, signal, store } from '../../kit'
import type { Conversation, Message } from '../../wire/types'

const { conversation, inLine, link, log, past, screen } = store
const PAGE = 200

/** An earlier one is on the screen: nothing can be done in it. */
export const reading = computed(() => screen.value === 'past')
export const shown = computed(() => (reading.value ? past.value : conversation.value))
export const waits = computed(() => inLine.value && !reading.value)

interface Read { id: string; messages: Message[]; catching: boolean }
const read = signal<Read>({ id: '', messages: [], catching: true })
const begun = (id: string): Read => ({ id, messages: [], catching: true })

export const said = computed(() => (reading.value ? (read.value.id === past.value!.id ? read.value : begun(past.value!.id)) : log.value))

// Read when it is opened, after every connection, and when something happened in it.
effect(() => {
  if (reading.value && link.value === 'up') void fetchFrom(begun(past.value!.id))
})

async function fetchFrom({ id, messages }: Read): Promise<void> {
  const answer = await ask<{ conversation: Conversation; messages: Message[]; complete: boolean }>('sync', { conversation_id: id, after_seq: messages.length, limit: PAGE })
  if (past.peek()?.id !== id) return
  settle(answer, ({ messages: page, complete }) => {
    const next = { id, messages: [...messages, ...page], catching: !complete }
    if (complete) read.value = next
    else void fetchFrom(next)
  })
}
