// How whoever left a message wants to be answered: by phone, where the line was full and a number was asked for, else by
// e-mail. The number is in the form, and the form in the log, which is known once the conversation is open.
import type { Conversation, Message } from "../wire";

export interface Contact { name?: string; email?: string; phone?: string }

export const contactOf = (messages: Message[]): Contact | null =>
  (messages.find((message) => message.kind === "form")?.data as Contact | null | undefined) ?? null;

/** Until the form is known: whoever has no e-mail address gave a number, one of the two is asked for. */
export function wantsCall(one: Conversation, messages: Message[]): boolean {
  if (one.kind !== "offline") return false;
  const contact = contactOf(messages);
  return contact ? Boolean(contact.phone) : !one.visitor.email;
}
