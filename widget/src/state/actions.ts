// What a visitor can do, one function each. Text goes through the outbox; the rest is asked at once and fails visibly.
import { amend } from '../core/log'
import { load, save } from '../core/storage'
import { signal } from '@preact/signals'
import { ask } from '../wire/socket'
import type { Answer, Conversation, Csat, Message } from '../wire/types'
import { catchUp, look } from './catchup'
import { post } from './delivery'
import { conversation, hours, log, ratingUntil, screen } from './store'

/** why the last thing asked for did not happen; a string key */
export const trouble = signal('')

const MOST = 8000
export const isTooLong = (text: string): boolean => text.length > MOST && [...text].length > MOST

export function say(text: string): void {
  const words = text.trim()
  if (!words || isTooLong(words)) return
  post('text', words)
  screen.value = 'talk'
  saveDraft('')
}

export const draft = (): string => load('draft') ?? ''
export const saveDraft = (text: string): void => save('draft', text || null)

export function askForPerson(): void {
  if (hours.value && !hours.value.open) return void (screen.value = 'offline')
  post('human')
  screen.value = 'talk'
}

function settle<T>(answer: Answer<T>, take: (value: T) => void): boolean {
  trouble.value = answer.ok ? '' : answer.error.code === 'offline' ? 'not_now_offline' : 'not_now'
  if (answer.ok) take(answer)
  return answer.ok
}

const replace = ({ conversation: talk }: { conversation: Conversation }): void => void (conversation.value = talk)

export async function leaveLine(): Promise<void> {
  settle(await ask<{ conversation: Conversation }>('leave_queue', { conversation_id: conversation.value!.id }), replace)
}

export async function endConversation(): Promise<void> {
  settle(await ask<{ conversation: Conversation }>('resolve_conversation', { conversation_id: conversation.value!.id }), replace)
}

export async function rateAnswer(message: Message, helpful: boolean): Promise<void> {
  const answer = await ask<{ message: Message }>('rate_answer', { conversation_id: message.conversation_id, message_id: message.id, helpful })
  settle(answer, ({ message: rated }) => (log.value = amend(log.value, rated)))
}

export async function rate(rating: number, comment: string): Promise<boolean> {
  const talk = conversation.value!
  const answer = await ask<{ csat: Csat }>('rate_conversation', { conversation_id: talk.id, rating, ...(comment ? { comment } : {}) })
  return settle(answer, ({ csat }) => {
    conversation.value = { ...conversation.value!, csat }
    ratingUntil.value = csat.changeable_until
  })
}

export function openConversation(talk: Conversation): void {
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
