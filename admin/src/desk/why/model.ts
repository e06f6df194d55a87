// What routing decided, as it stands in a conversation's panel (PROTOCOL.md: decision). Types only.
import type { Locale } from "../../i18n";

export type Sentences = Record<Locale, string>;
export interface Named { id: string | null; name: string; face?: string | null }
export interface Skill { skill_id: string; name: string; level: number }

/** What was found of one agent; `why_not` null: could have taken it. */
export interface Found { agent: Named; why_not: string | null; load: number; capacity: number; skill_id?: string | null }

export interface Inputs {
  agent?: Named | null;
  because?: unknown;
  load?: number;
  capacity?: number;
  needs?: Skill[];
  others?: Found[];
  looked_at?: number;
}

export interface Told {
  id: string;
  number: number;
  inbox_id: string;
  conversation_id: string | null;
  kind: string;
  data: Inputs;
  sentences: Sentences;
  to_agent: Sentences | null;
  created_at: string;
}

/** Why it waits now: `agents` are those who have what it takes. */
export interface Waits { sentences: Sentences; data: { needs?: Skill[]; agents: Found[]; able: number } }
export interface Reasons { decisions: Told[]; waiting: Waits | null }
