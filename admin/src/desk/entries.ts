// What the log draws, in order: day lines, the bot's part folded, runs of bubbles, slips, what is still going out.
// Pure, so that it can be tested without a screen.
import { inReadingOrder } from "../state/log";
import type { Log } from "../state/model";
import type { Message } from "../wire";
import type { Outgoing } from "./outbox";

export type Entry =
  | { type: "day"; key: string; at: string }
  | { type: "before"; key: string; messages: Message[] }
  | { type: "message"; key: string; message: Message; more: boolean; last: boolean }
  | { type: "outgoing"; key: string; out: Outgoing };

const isPerson = (message: Message): boolean => message.kind === "text" && message.author.type === "agent";
const tookOver = (message: Message): boolean => message.kind === "activity" && (message.data ?? {})["activity"] !== "queued";

/**
 * The bot's part, once a person has come: up to its last card. What the visitor wrote after that, to the line, nobody has
 * answered: it is meant for the person and stands in full.
 */
export function beforePerson(messages: Message[]): Message[] {
  const end = messages.findIndex((message) => isPerson(message) || tookOver(message) || message.kind === "note");
  const part = end < 0 ? [] : messages.slice(0, end);
  return part.slice(0, part.map((message) => message.kind).lastIndexOf("card") + 1);
}

const RUN = 5 * 60_000;

function sameRun(a: Message | undefined, b: Message | undefined): boolean {
  if (!a || !b || a.kind !== "text" || b.kind !== "text") return false;
  const near = Math.abs(Date.parse(b.created_at) - Date.parse(a.created_at)) < RUN;
  return near && a.author.type === b.author.type && a.author.id === b.author.id;
}

const dayLine = (message: Message): Entry => ({ type: "day", key: `day ${message.id}`, at: message.created_at });

function asEntries(messages: Message[], above: Message | undefined): Entry[] {
  const entries: Entry[] = [];
  messages.forEach((message, at) => {
    const before = messages[at - 1] ?? above;
    const newDay = !before || new Date(before.created_at).toDateString() !== new Date(message.created_at).toDateString();
    if (newDay) entries.push(dayLine(message));
    entries.push({ type: "message", key: message.id, message, more: sameRun(message, messages[at + 1]), last: !sameRun(message, messages[at + 1]) });
  });
  return entries;
}

/** Coming back to the same agent after a reopening says nothing that the line before it does not. */
const says = (message: Message): boolean => message.kind !== "activity" || (message.data ?? {})["reason"] !== "reopened";

/** `unfolded`: the bot's part stands in full. */
export function entriesOf(log: Log, outgoing: Outgoing[], unfolded: boolean): Entry[] {
  const all = inReadingOrder(log).filter(says);
  const folded = beforePerson(all);
  const shown = unfolded ? all : all.slice(folded.length);
  const before: Entry[] = folded[0] ? [dayLine(folded[0]), { type: "before", key: "before", messages: folded }] : [];
  const stored = new Set(all.map((message) => message.client_id));
  const going: Entry[] = outgoing.filter((out) => !stored.has(out.client_id)).map((out) => ({ type: "outgoing", key: out.client_id, out }));
  return [...before, ...asEntries(shown, unfolded ? folded[0] : folded.at(-1)), ...going];
}
