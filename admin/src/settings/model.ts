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
export interface Routing { assignment: "manual" | "least_loaded"; bot_threshold: number; bot_enabled: boolean; grace_seconds: number }
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

export interface Article {
  id: string; inbox_id: string; locale: string; question: string; answer: string; phrasings: string[];
  category: string | null; suggested: boolean; position: number; updated_at: string;
}
export interface BotTrial {
  answer: { text: string; card: string; title?: string; article_id?: string } | null;
  suggestions: { article_id: string; question: string }[]; score: number; threshold: number;
}

export const ROLES: readonly Role[] = ["agent", "team_leader", "admin"];
export const FACES = ["ann", "ben", "lee", "lina", "chen", "wu"] as const;
export interface Agent extends DeskAgent { email: string; active: boolean; created_at: string; last_seen_at: string | null }
export interface Invitation {
  id: string; name: string; email: string; role: Role; inbox_ids: string[]; created_at: string; expires_at: string;
}

export interface Seen { origin: string; last_seen_at: string; allowed: boolean }
export interface Embed { snippet: string; seen: Seen[] }
