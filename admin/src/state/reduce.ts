// What each event of PROTOCOL.md does to what the desk knows. Pure: state before + event = what a fresh fetch would say.
import type { Agent, Conversation, Counts, Inbox, Message, Named, Queue, ReadMark, Visitor } from "../wire";
import { changed, cursor, hear } from "./log";
import type { DeskState, Log } from "./model";

const TYPING_LASTS = 6000;

/** Keeps a conversation unless we already know a later state of it: last_seq only grows. */
export function withConversation(state: DeskState, conversation: Conversation): DeskState {
  const heardIn = { ...state.heardIn, [conversation.id]: state.connection };
  const known = state.conversations[conversation.id];
  if (known && conversation.last_seq < known.last_seq) return { ...state, heardIn };
  return { ...state, heardIn, conversations: { ...state.conversations, [conversation.id]: conversation } };
}

function patch(state: DeskState, id: string, change: (conversation: Conversation) => Conversation): DeskState {
  const known = state.conversations[id];
  if (!known) return { ...state, stale: true };
  return { ...state, conversations: { ...state.conversations, [id]: change(known) } };
}

function patchLog(state: DeskState, id: string, change: (log: Log) => Log): DeskState {
  const log = state.logs[id];
  return log ? { ...state, logs: { ...state.logs, [id]: change(log) } } : state;
}

function quiet(state: DeskState, id: string): DeskState {
  if (!(id in state.typing)) return state;
  const { [id]: _gone, ...typing } = state.typing;
  return { ...state, typing };
}

/** Whose turn it is follows from who wrote to whom, as PROTOCOL.md says. */
function turnAfter(one: Conversation, { kind, author, created_at }: Message): Pick<Conversation, "silent_since" | "silence_told"> {
  const { silent_since, silence_told } = one;
  if (kind !== "text" || one.kind !== "live" || one.assignee?.type !== "agent") return { silent_since, silence_told };
  if (author.type === "agent") return { silent_since: null, silence_told: null };
  return author.type === "visitor" && !silent_since ? { silent_since: created_at, silence_told: null } : { silent_since, silence_told };
}

function grown(conversation: Conversation, message: Message): Conversation {
  const seq = message.seq ?? 0;
  if (seq <= conversation.last_seq) return conversation;
  const { kind, author, text, created_at } = message;
  const last_message = kind === "activity" ? conversation.last_message : { kind, author, text: text.slice(0, 200), created_at };
  const unread = conversation.unread + (author.type === "visitor" ? 1 : 0);
  return { ...conversation, last_seq: seq, last_message, updated_at: created_at, unread, ...turnAfter(conversation, message) };
}

function messageCreated(state: DeskState, message: Message): DeskState {
  const id = message.conversation_id;
  const told = patchLog(patch(state, id, (known) => grown(known, message)), id, (log) => hear(log, message));
  return told.typing[id]?.author.id === message.author.id ? quiet(told, id) : told;
}

function noteCreated(state: DeskState, message: Message): DeskState {
  const id = message.conversation_id;
  const last = message.note_seq ?? 0;
  const noted = patch(state, id, (known) => ({ ...known, last_note_seq: Math.max(known.last_note_seq, last) }));
  return patchLog(noted, id, (log) => hear(log, message));
}

interface Mark extends ReadMark { conversation_id: string; by: "visitor" | "agent" }

function unreadAfter(conversation: Conversation, seq: number, log: Log | undefined): number {
  if (seq >= conversation.last_seq) return 0;
  if (!log || cursor(log) < conversation.last_seq) return Math.min(conversation.unread, conversation.last_seq - seq);
  return log.messages.filter((message) => (message.seq ?? 0) > seq && message.author.type === "visitor").length;
}

function readMarkMoved(state: DeskState, mark: Mark): DeskState {
  const { conversation_id: id, by, delivered_seq, read_seq } = mark;
  return patch(state, id, (known) => ({
    ...known,
    read_marks: { ...known.read_marks, [by]: { delivered_seq, read_seq } },
    unread: by === "agent" ? unreadAfter(known, read_seq, state.logs[id]) : known.unread,
  }));
}

interface QueueNews { inbox_id: string; waiting: { conversation_id: string; queue: Queue }[]; counts: Counts }

function queueChanged(state: DeskState, news: QueueNews): DeskState {
  const places = new Map(news.waiting.map((one) => [one.conversation_id, one.queue]));
  const conversations = { ...state.conversations };
  for (const known of Object.values(conversations)) {
    if (known.inbox_id !== news.inbox_id || (!known.queue && !places.has(known.id))) continue;
    conversations[known.id] = { ...known, queue: places.get(known.id) ?? null };
  }
  const missing = news.waiting.some((one) => !(one.conversation_id in conversations));
  return { ...state, conversations, counts: news.counts, stale: state.stale || missing };
}

function visitorUpdated(state: DeskState, visitor: Visitor): DeskState {
  const conversations = { ...state.conversations };
  for (const known of Object.values(conversations)) if (known.visitor.id === visitor.id) conversations[known.id] = { ...known, visitor };
  return { ...state, conversations };
}

function withAgent(state: DeskState, agent: Agent): DeskState {
  const { [agent.id]: _before, ...others } = state.agents;
  const agents = agent.active ? { ...others, [agent.id]: agent } : others;
  return { ...state, agents, me: state.me?.id === agent.id ? agent : state.me };
}

/** An inbox that is not known yet was just made. */
function withInbox(state: DeskState, inbox: Inbox): DeskState {
  const isNew = !state.inboxes.some((known) => known.id === inbox.id);
  const inboxes = state.inboxes.map((known) => (known.id === inbox.id ? inbox : known));
  return { ...state, inboxes: isNew ? [...inboxes, inbox] : inboxes };
}

interface TypingNews { conversation_id: string; author: { type: string; id: string | null }; typing: boolean }

function typingChanged(state: DeskState, news: TypingNews & { author: Message["author"] }, now: number): DeskState {
  if (news.author.type === "agent" && news.author.id === state.me?.id) return state;
  if (!news.typing) return quiet(state, news.conversation_id);
  return { ...state, typing: { ...state.typing, [news.conversation_id]: { author: news.author, until: now + TYPING_LASTS } } };
}

/** Forgets who stopped writing without saying so. */
export function withoutOldTyping(state: DeskState, now: number): DeskState {
  return Object.keys(state.typing).filter((id) => (state.typing[id]?.until ?? 0) <= now).reduce(quiet, state);
}

/** What I was offered is not mine to accept any more; what became of it is told by the conversation. */
function offerEnded(state: DeskState, id: string): DeskState {
  const known = state.conversations[id];
  if (!known?.offer || known.offer.agent_id !== state.me?.id) return state;
  return { ...state, conversations: { ...state.conversations, [id]: { ...known, offer: null } } };
}

interface JoinedNews { conversation_id: string; agents: Named[] }
const joinedChanged = (state: DeskState, news: JoinedNews): DeskState => ({ ...state, joined: { ...state.joined, [news.conversation_id]: news.agents } });

type Rule = (state: DeskState, payload: never, now: number) => DeskState;

const RULES: Record<string, Rule> = {
  conversation_created: (state, news: { conversation: Conversation }) => withConversation(state, news.conversation),
  conversation_updated: (state, news: { conversation: Conversation }) => withConversation(state, news.conversation),
  conversation_assigned: (state, news: { conversation: Conversation }) => withConversation(state, news.conversation),
  agent_silent: (state, news: { conversation: Conversation }) => withConversation(state, news.conversation),
  conversation_offered: (state, news: { conversation: Conversation }) => withConversation(state, news.conversation),
  offer_ended: (state, news: { conversation_id: string }) => offerEnded(state, news.conversation_id),
  joined_changed: (state, news: JoinedNews) => joinedChanged(state, news),
  message_created: (state, news: { message: Message }) => messageCreated(state, news.message),
  message_updated: (state, news: { message: Message }) => patchLog(state, news.message.conversation_id, (log) => changed(log, news.message)),
  note_created: (state, news: { message: Message }) => noteCreated(state, news.message),
  read_mark_moved: (state, news: Mark) => readMarkMoved(state, news),
  queue_moved: (state, news: { conversation_id: string; queue: Queue }) => patch(state, news.conversation_id, (known) => ({ ...known, queue: news.queue })),
  queue_changed: (state, news: QueueNews) => queueChanged(state, news),
  visitor_updated: (state, news: { visitor: Visitor }) => visitorUpdated(state, news.visitor),
  presence_changed: (state, news: { agent: Agent }) => withAgent(state, news.agent),
  inbox_updated: (state, news: { inbox: Inbox }) => withInbox(state, news.inbox),
  typing_changed: (state, news: TypingNews & { author: Message["author"] }, now) => typingChanged(state, news, now),
};

export const EVENTS = Object.keys(RULES);

export function applyEvent(state: DeskState, name: string, payload: unknown, now = 0): DeskState {
  const rule = RULES[name];
  return rule ? rule(state, payload as never, now) : state;
}
