// What the endpoints of "Who would get this?" and of the replay say (PROTOCOL.md: simulate, replay). Types only.
import type { Locale } from "../../i18n";
import type { Presence } from "../../wire";

export type Sentences = Record<Locale, string>;
export interface Named { id: string; name: string; face?: string | null }
export interface Skill { id: string; name: string; language: string | null }
export interface Need { skill_id: string; name: string; level: number }

/** The settings that may be tried. */
export interface Tried {
  assignment: "manual" | "least_loaded" | "longest_idle";
  prefer_last_agent: boolean;
  offer_seconds: number;
  head_start_seconds: { vip: number; complaint: number };
  waive_needs_seconds: number | null;
}
export interface Choices { teams: Named[]; skills: Skill[]; agents: Named[]; locales: string[]; settings: Tried; time_zone: string; day: string }

export interface Found { agent: Named; presence: Presence; load: number; capacity: number; why_not: string | null; skill_id: string | null; chosen: boolean; sentences: Sentences }
export interface Answer {
  at: string;
  open: boolean;
  outcome: "given" | "offered" | "claim" | "waits" | "line_full" | "closed";
  sentences: Sentences;
  team: Named | null;
  needs: Need[];
  priority: "vip" | "complaint" | "normal";
  ahead: number;
  because: { because: string; sentences: Sentences }[];
  dropped: { sentences: Sentences } | null;
  agents: Found[];
  assumed: Sentences[];
}

export interface Waits { median: number; nine_of_ten: number; longest: number }
export interface Hour { hour: number; arrivals: number; median: number | null }
export interface Worked { agent: Named; taken: number; most: number; load: number | null; here: number }
export interface Run { arrivals: number; served: number; left: number; still_waiting: number; abandonment: number; waits: Waits | null; hours: Hour[]; agents: Worked[] }
export interface Replay { date: string; time_zone: string; whole_day: boolean; changes: Partial<Tried> & { capacity?: number }; happened: Run; as_set: Run; changed: Run; assumed: Sentences[] }
