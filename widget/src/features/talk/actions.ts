// What a visitor can do inside a conversation beyond writing.
import { amend, ask, settle, store } from '../../kit'
import type { Conversation, Message } from '../../wire/types'

const { conversation, log } = store
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

