// What a visitor can do inside a conversation beyond writing.
import { amend, ask, effect, settle, store } from '../../kit'
import type { Conversation, Message } from '../../wire/types'

const { conversation, log } = store
const replace = ({ conversation: talk }: { conversation: Conversation }): void => void (conversation.value = talk)

// What failed for want of a connection is not said any more once there is one.
effect(() => {
  if (store.link.value === 'up' && store.trouble.peek() === 'not_now_offline') store.trouble.value = ''
})

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

