// Whether a flow's card can still be answered. Pure.
import type { Conversation, Message } from '../wire/types'

/** The bot has the conversation, and the flow has said nothing since. What else was said leaves the card as it is. */
export const isOpen = (card: Message, talk: Conversation | null, messages: Message[]): boolean =>
  talk?.status === 'open' && talk.assignee?.type === 'bot' && !messages.some(({ seq, data }) => seq > card.seq && (data?.card === 'flow' || data?.activity))
