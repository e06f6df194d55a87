// What the offline form holds while it is being filled in, and what it begins with. Pure functions.
import type { Fields } from '../core/fields'
import type { Message } from '../wire/types'

export interface Kept extends Fields {
  /** the client_id it goes out under */
  id: string
  /** it went out once; perhaps it is stored, though nobody said so */
  tried?: boolean
}

/** Sent again as it is, a form is one message. Changed after a try it is another: under the old id the server would
    answer with what it has, and the change would be lost. */
export const edited = (form: Kept, field: keyof Fields, value: string, newId: () => string): Kept =>
  ({ ...form, [field]: value, ...(form.tried ? { id: newId(), tried: false } : {}) })

/** The visitor's last words that neither an answer of the bot nor a person followed. */
export function unanswered(messages: Message[]): Message | null {
  for (const message of [...messages].reverse()) {
    if (message.author.type === 'agent' || (message.data?.card === 'answer' && message.data.helpful !== false)) return null
    if (message.author.type === 'visitor' && message.kind === 'text') return message
  }
  return null
}
