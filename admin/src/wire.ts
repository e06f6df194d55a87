// The objects of PROTOCOL.md as an agent's browser sees them. Types only.

export type AuthorType = "visitor" | "agent" | "bot" | "system";
export type Role = "agent" | "team_leader" | "admin";
export type Presence = "online" | "away" | "offline";

export interface Author { type: AuthorType; id: string | null; name: string; face: string | null }

export interface Message {
  id: string;
  conversation_id: string;
  seq: number | null;
  client_id: string | null;
  kind: string;
  author: Author;
  text: string;
  data: Record<string, unknown> | null;
  attachments: unknown[];
  created_at: string;
  note_seq?: number | null;
  after_seq?: number | null;
}

export interface Queue {
  position: number;
  ahead: number;
  estimated_wait_seconds: number | null;
  estimated_wait_range: [number, number] | null;
  agents_online: number;
  waiting_since: string;
  calculated_at: string;
}

export interface Csat { conversation_id: string; rating: number; comment: string | null; rated_at: string; changeable_until: string }
export interface Page { url?: string | null; title?: string | null; referrer?: string | null }
export interface ReadMark { delivered_seq: number; read_seq: number }
export interface Assignee { type: "agent" | "bot"; id: string | null; name: string; face: string | null }
export interface LastMessage { kind: string; author: Author; text: string; created_at: string }

export interface Visitor {
  id: string;
  inbox_id: string;
  name: string | null;
  email: string | null;
  email_verified: boolean;
  /** Who the site signed that it is, and what it signed of them. */
  external_id: string | null;
  attributes: Record<string, string | number | boolean | null>;
  tags: string[];
  label: string;
  locale: string | null;
  browser: string | null;
  device: string | null;
  page: Page | null;
  online: boolean;
  first_seen_at: string;
  last_seen_at: string;
}

export type Priority = "vip" | "complaint" | "normal";
export interface Named { id: string; name: string }
export interface Need { skill_id: string; name: string; level: number; language: string | null }
export interface Team extends Named { members: string[] }

export interface Conversation {
  id: string;
  inbox_id: string;
  kind: "live" | "offline";
  status: "open" | "snoozed" | "resolved";
  assignee: Assignee | null;
  waiting: boolean;
  queue: Queue | null;
  last_seq: number;
  read_marks: { visitor: ReadMark; agent: ReadMark };
  csat: Csat | null;
  created_at: string;
  updated_at: string;
  resolved_at: string | null;
  resolved_by: Author | null;
  last_message: LastMessage | null;
  visitor: Visitor;
  unread: number;
  last_note_seq: number;
  waiting_since: string | null;
  assigned_at: string | null;
  waited_seconds: number | null;
  first_reply_at: string | null;
  /** since when the visitor waits for the assignee's word */
  silent_since: string | null;
  silence_told: "agent" | "leader" | null;
  topic: string | null;
  priority: Priority;
  team: Named | null;
  /** Another team that may take it, too. */
  overflow_team: Named | null;
  needs: Need[];
  tags: string[];
  /** Who is asked to accept it, and until when. */
  offer: { agent_id: string; until: string } | null;
  /** Who gets it back when the assignee refuses. */
  handed_by: string | null;
}

export interface Agent {
  id: string;
  name: string;
  role: Role;
  active: boolean;
  face: string | null;
  presence: Presence;
  away_since?: string | null;
  away_reason?: string | null;
  open_conversations: number;
  capacity: number;
  inbox_ids: string[];
}

/** One sentence in every language of the desk. */
export type Sentences = Partial<Record<string, string>>;
export interface Decision { id: string; number: number; conversation_id: string | null; kind: string; created_at: string; sentences?: Sentences | null; visitor?: string | null }
export type Range = [number, number];
export interface InLine { conversation: Conversation; told: Range | null; next: Named | null; why?: Sentences | null }
export interface Silence { conversation_id: string; since: string; visitor: string }
export interface Post { agent: Agent; load: number; here: boolean; silence: Silence | null; talks: { id: string; visitor: string }[] }
export interface Tiles {
  waiting: { now: number; most: number; most_at: string | null };
  longest: { conversation_id: string; since: string; told: Range | null } | null;
  inside: { count: number; of: number };
  left: { count: number; form: number };
  first_reply: { today: number | null; yesterday: number | null };
}
export interface Floor {
  inbox_id: string | null;
  at: string;
  time_zone: string;
  patience_seconds: number | null;
  tiles: Tiles;
  line: InLine[];
  agents: Post[];
  decisions: Decision[];
  rings: { hour: number; today: number[]; usual: number[] | null };
}

export interface Inbox { id: string; key: string; name: string; brand?: unknown }
export interface Counts { waiting: number; offline_messages: number; mine: number; all: number; resolved: number }

export const VIEWS = ["waiting", "mine", "all", "resolved"] as const;
export type View = (typeof VIEWS)[number];
