// What the desk knows: one immutable value. The functions beside it are pure; desk/store.ts holds the one that is shown.
import type { Agent, Author, Conversation, Counts, Inbox, Message, Named, View } from "../wire";

/** A conversation's messages as far as they are known without a gap, and what came too early. */
export interface Log {
  messages: Message[];
  notes: Message[];
  held: Message[];
  /** True until the first catch-up has ended, and again during each later one. */
  catching: boolean;
  loaded: boolean;
}

/** How much of a view has been fetched. `floor` is the last activity of the last one fetched, while there are more. */
export interface Window { next: string | null; floor: string | null }

export interface Typing { author: Author; until: number }

export interface DeskState {
  me: Agent | null;
  agents: Record<string, Agent>;
  inboxes: Inbox[];
  conversations: Record<string, Conversation>;
  /** The connection (counted) in which a conversation was last heard of: older ones are checked after a reconnect. */
  heardIn: Record<string, number>;
  connection: number;
  counts: Counts;
  windows: Record<string, Window>;
  logs: Record<string, Log>;
  typing: Record<string, Typing>;
  /** Who reads along where, as far as a conversation was looked at or changed. */
  joined: Record<string, Named[]>;
  /** Something happened to a conversation that we do not hold: a fetch is due. */
  stale: boolean;
}

const NO_COUNTS: Counts = { waiting: 0, offline_messages: 0, mine: 0, all: 0, resolved: 0 };

export const EMPTY: DeskState = {
  me: null, agents: {}, inboxes: [], conversations: {}, heardIn: {}, connection: 0,
  counts: NO_COUNTS, windows: {}, logs: {}, typing: {}, joined: {}, stale: false,
};

export const EMPTY_LOG: Log = { messages: [], notes: [], held: [], catching: true, loaded: false };

export const windowKey = (view: View, inbox: string | null): string => `${view}|${inbox ?? ""}`;
