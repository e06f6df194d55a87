// What a visitor can do, one function each. Text goes through the outbox; the rest is asked at once and fails visibly.
import { ask } from '../wire/socket'
import type { Answer, Conversation } from '../wire/types'
import { catchUp, look } from './catchup'
import { post } from './delivery'
import { conversation, hours, isLive, past, screen, trouble } from './store'

const MOST = 8000
export const tooLongBy = (text: string): number => (text.length > MOST ? [...text].length - MOST : 0)
export const isTooLong = (text: string): boolean => tooLongBy(text) > 0

/** What the visitor ended themselves stays ended. Of all else that is over the server knows whether it goes on. */
function leaveEnded(): void {
  if (conversation.value?.resolved_by?.type === 'visitor') look(null)
}

export function newQuestion(): void {
  if (!isLive.value) look(null)
  screen.value = 'home'
}

export function say(text: string): void {
  const words = text.trim()
  if (!words || isTooLong(words)) return
  if (screen.value === 'home') leaveEnded() // what is written into it goes on with it
  post('text', words)
  screen.value = 'talk'
}

export function askForPerson(): void {
  if (hours.value && !hours.value.open) return void (screen.value = 'offline')
  leaveEnded()
  trouble.value = ''
  post('human')
  screen.value = 'talk'
}

/** Take what was granted, or say that it did not work. */
export function settle<T>(answer: Answer<T>, take: (value: T) => void): boolean {
  trouble.value = answer.ok ? '' : answer.error.code === 'offline' ? 'not_now_offline' : 'not_now'
  if (answer.ok) take(answer)
  return answer.ok
}

/** Beside a live conversation an earlier one is only read, and a message that was left always is. */
export function openConversation(talk: Conversation): void {
  if (talk.id !== conversation.value?.id && (talk.kind === 'offline' || (isLive.value && talk.status === 'resolved'))) {
    past.value = talk
    return void (screen.value = 'past')
  }
  look(talk)
  screen.value = 'talk'
  void catchUp()
}

const TYPING_EVERY = 3000
let typedAt = 0

export function typed(typing: boolean): void {
  const talk = conversation.value
  if (!talk || talk.status !== 'open' || (typing && Date.now() - typedAt < TYPING_EVERY) || (!typing && !typedAt)) return
  typedAt = typing ? Date.now() : 0
  void ask('set_typing', { conversation_id: talk.id, typing })
}
