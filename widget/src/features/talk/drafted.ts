// Whether an answer that a machine is writing is still to be seen. Pure.
import type { Draft, Message } from '../../wire/types'

/** Without news for so long, its end was lost on the way: no endpoint is given more time between two sentences. */
const FORGOTTEN = 60_000

/** Only while it is written, and nothing was said since: the answer that is stored takes its place, and so does any other word. */
export const isStanding = (draft: (Draft & { at: number }) | null, last: Pick<Message, 'conversation_id' | 'seq'> | undefined, now: number): boolean =>
  draft?.text != null && draft.conversation_id === last?.conversation_id && draft.after_seq === last.seq && now < draft.at + FORGOTTEN
