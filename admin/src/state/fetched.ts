// What fetching does to what the desk knows: the greeting of a new connection, pages of a view, catch-up of a log.
import type { Agent, Conversation, Counts, Inbox, Message, Named, View } from "../wire";
import { beginCatchUp, catchUp } from "./log";
import { EMPTY_LOG, windowKey, type DeskState } from "./model";
import { withConversation } from "./reduce";

export interface Greeting { agent: Agent; inboxes: Inbox[]; agents: Agent[]; counts: Counts }

/** A new connection: people and figures anew; what was known of conversations stays on the screen until checked. */
export function withGreeting(state: DeskState, greeting: Greeting): DeskState {
  const agents = Object.fromEntries([...greeting.agents, greeting.agent].map((agent) => [agent.id, agent]));
  return { ...state, me: greeting.agent, agents, inboxes: greeting.inboxes, counts: greeting.counts, typing: {}, joined: {}, connection: state.connection + 1, stale: false };
}

export interface ListPage { conversations: Conversation[]; counts: Counts; next: string | null }

export function withPage(state: DeskState, view: View, inbox: string | null, page: ListPage): DeskState {
  const floor = page.next ? page.conversations.at(-1)?.updated_at ?? null : null;
  const windows = { ...state.windows, [windowKey(view, inbox)]: { next: page.next, floor } };
  return page.conversations.reduce(withConversation, { ...state, windows, counts: page.counts });
}

/** After everything in view was fetched anew: what nobody mentioned is not what it was. Open logs are caught up apart. */
export function withoutUnheard(state: DeskState, keep: string | null): DeskState {
  const stays = (id: string): boolean => state.heardIn[id] === state.connection || id === keep;
  const pick = <T>(all: Record<string, T>): Record<string, T> => Object.fromEntries(Object.entries(all).filter(([id]) => stays(id)));
  return { ...state, conversations: pick(state.conversations), heardIn: pick(state.heardIn), logs: pick(state.logs) };
}

export function withCatchUpBegun(state: DeskState, id: string): DeskState {
  return { ...state, logs: { ...state.logs, [id]: beginCatchUp(state.logs[id] ?? EMPTY_LOG) } };
}

export interface SyncPage { conversation: Conversation; messages: Message[]; notes: Message[]; complete: boolean; joined?: Named[] }

export function withSync(state: DeskState, id: string, page: SyncPage): DeskState {
  const log = catchUp(state.logs[id] ?? EMPTY_LOG, page);
  const joined = { ...state.joined, [id]: page.joined ?? [] };
  return withConversation({ ...state, joined, logs: { ...state.logs, [id]: log } }, page.conversation);
}
