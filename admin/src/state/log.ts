// The log of one conversation: a cursor that only moves over a gap-free prefix, apart for messages and for notes.
// Live events are held back until catch-up has ended, and for as long as something before them is missing.
import type { Message } from "../wire";
import type { Log } from "./model";

export const isNote = (message: Message): boolean => message.kind === "note";
const place = (message: Message): number => (isNote(message) ? message.note_seq : message.seq) ?? 0;

export const cursor = (log: Log): number => log.messages.at(-1)?.seq ?? 0;
export const noteCursor = (log: Log): number => log.notes.at(-1)?.note_seq ?? 0;

/** Puts a message in if it is the next one or known already; null when something before it is missing. */
function placed(list: Message[], message: Message): Message[] | null {
  const first = list[0] ? place(list[0]) : 1;
  const next = list.length ? place(list[list.length - 1] as Message) + 1 : 1;
  if (place(message) === next) return [...list, message];
  if (place(message) > next) return null;
  const at = place(message) - first;
  return list[at]?.id === message.id ? list.map((one) => (one.id === message.id ? message : one)) : list;
}

function put(log: Log, message: Message): Log {
  const key = isNote(message) ? "notes" : "messages";
  const list = placed(log[key], message);
  if (list) return { ...log, [key]: list };
  return log.held.some((held) => held.id === message.id) ? log : { ...log, held: [...log.held, message] };
}

function drained(log: Log): Log {
  const waiting = [...log.held].sort((a, b) => place(a) - place(b));
  return waiting.reduce(put, { ...log, held: [] });
}

/** A live event. */
export function hear(log: Log, message: Message): Log {
  if (log.catching) return log.held.some((held) => held.id === message.id) ? log : { ...log, held: [...log.held, message] };
  return drained(put(log, message));
}

/** A page of catch-up. With the last page the held events follow. */
export function catchUp(log: Log, page: { messages: Message[]; notes: Message[]; complete: boolean }): Log {
  const grown = [...page.messages, ...page.notes].reduce(put, log);
  return page.complete ? drained({ ...grown, catching: false, loaded: true }) : grown;
}

/** A card changed. Not yet there means that catch-up brings it as it is now. */
export function changed(log: Log, message: Message): Log {
  const swap = (list: Message[]): Message[] => list.map((one) => (one.id === message.id ? message : one));
  return { ...log, messages: swap(log.messages), held: swap(log.held) };
}

export const beginCatchUp = (log: Log): Log => ({ ...log, catching: true });

/** Something is missing between the cursor and what came. */
export const hasGap = (log: Log): boolean => !log.catching && log.held.length > 0;

/** Cards change after they are stored, and that news may have been missed: catch up from before the first of them. */
export function catchUpFrom(log: Log): number {
  const card = log.messages.find((message) => message.kind === "card");
  return card?.seq ? card.seq - 1 : cursor(log);
}

/** The log as it is read: notes stand where they were written. */
export function inReadingOrder(log: Log): Message[] {
  const rest = [...log.notes].sort((a, b) => (a.after_seq ?? 0) - (b.after_seq ?? 0) || place(a) - place(b));
  const all: Message[] = [];
  const upTo = (seq: number): void => { while (rest[0] && (rest[0].after_seq ?? 0) <= seq) all.push(rest.shift() as Message); };
  upTo(0);
  for (const message of log.messages) {
    all.push(message);
    upTo(message.seq ?? 0);
  }
  return [...all, ...rest];
}
