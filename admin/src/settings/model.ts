// The settings' objects as the API speaks them (PROTOCOL.md, section HTTP). Shapes only.
import type { Agent as DeskAgent, Role } from "../wire";
import type { Hours } from "./hours/clock";

export type PerLocale<T> = Partial<Record<string, T>>;
export interface Greeting { new: string; returning: string }
export interface Brand {
  name: PerLocale<string>;
  color: string; logo_url: string | null; position: "left" | "right";
  offset_x: number; offset_y: number; launcher_text: PerLocale<string>;
}
export const ASSIGNMENTS = ["manual", "least_loaded", "longest_idle"] as const;
export const PRIORITIES = ["vip", "complaint", "normal"] as const;
export const LEVELS = [1, 2, 3, 4, 5] as const;
export type Priority = (typeof PRIORITIES)[number];
export interface Need { skill_id: string; level: number }
export interface Rule {
  name: string; words: string[]; page: string | null; tag: string | null; language: string | null;
  team_id: string | null; needs: Need[]; priority: Priority | null;
}
export interface Overflow { waiting: number | null; seconds: number | null; team_id: string | null; limit: number | null; beyond: "form" | "callback" }
export interface IdleTexts { first: string; second: string }
export interface Idle { remind_minutes: number | null; again_minutes: number | null; resolve_minutes: number | null; texts: PerLocale<Partial<IdleTexts>> }
export interface HandOver { name: string; vip?: boolean; page?: string | null; tag?: string | null; category_id?: string | null; words?: string[] }
export interface BotSettings { suggest_from: number; misses: number; person_words: PerLocale<string[]>; anger_words: PerLocale<string[]>; hand_over: HandOver[] }
export interface Routing {
  assignment: (typeof ASSIGNMENTS)[number]; bot_threshold: number; bot_enabled: boolean; grace_seconds: number;
  prefer_last_agent: boolean; offer_seconds: number; head_start_seconds: { vip: number; complaint: number };
  match_language: boolean; waive_needs_seconds: number | null; rules: Rule[]; overflow: Overflow; closing: "serve" | "form";
  idle: Idle; silence: { agent_minutes: number | null; leader_minutes: number | null }; return_hours: number; bot: BotSettings;
}
/** `rule` null is the overflow. */
export interface Use { inbox_id: string; inbox: string; rule: string | null }
export interface Team { id: string; name: string; members: { agent_id: string; share: number }[]; used_in: Use[]; warning: "no_members" | "nobody_active" | null }
export interface Skill { id: string; name: string; language: string | null; agents: { agent_id: string; level: number }[]; used_in: Use[]; warning: "nobody_has" | null }
export interface Inbox {
  id: string; key: string; name: string; locales: string[]; brand: Brand; roles: Themes; greetings: PerLocale<Greeting>;
  business_hours: Hours; allowed_origins: string[]; routing: Routing; created_at: string;
}

export type Roles = Record<string, string>;
export interface Themes { light: Roles; dark: Roles }
export interface BrandPreview {
  roles: Themes; mended: boolean;
  proof: { on_accent: number; links_light: number; links_dark: number; white_on_brand: number };
}

export type ArticleStatus = "draft" | "published" | "archived";
export interface Category { id: string; collection_id: string; parent_id: string | null; slug: string; names: PerLocale<string>; position: number; articles: number }
export interface Collection { id: string; name: string; home_inbox_id: string | null; inbox_ids: string[]; articles: number }
interface ArticleOf<V> {
  /** `version` stands for what all languages share. */
  id: string; version: string; collection_id: string; name: string; category_id: string | null; visibility: "everybody" | "agents"; suggested: boolean;
  position: number; review_on: string | null; author: { id: string; name: string } | null; created_at: string; updated_at: string; variants: V[];
}
interface VariantState { locale: string; slug: string; title: string; answer: string; status: ArticleStatus; version: number; published_version: number | null; helpful: number; unhelpful: number; updated_at: string; published_at: string | null }
/** An article as it stands in a list. */
export type Article = ArticleOf<VariantState & { has_text: boolean; phrasings_count: number }>;
/** An article with all that it says. */
export type WholeArticle = ArticleOf<VariantState & { body: string; phrasings: string[]; keywords: string[] }>;
export interface BotTrial {
  answer: { text: string; card: string; title?: string; article_id?: string } | null;
  outcome: string; reason: string | null; suggestions: { article_id: string; question: string }[]; score: number; threshold: number; flow: string | null;
}

export const ROLES: readonly Role[] = ["agent", "team_leader", "admin"];
export const FACES = ["ann", "ben", "lee", "lina", "chen", "wu"] as const;
export interface Agent extends DeskAgent {
  email: string; active: boolean; created_at: string; last_seen_at: string | null; skills: Need[];
  teams: { team_id: string; share: number }[]; inbox_capacity: Record<string, number | null>; serves_again: boolean;
}
export interface Invitation {
  id: string; name: string; email: string; role: Role; inbox_ids: string[]; created_at: string; expires_at: string;
}

export interface Seen { origin: string; last_seen_at: string; allowed: boolean }
export interface Embed { snippet: string; seen: Seen[] }
