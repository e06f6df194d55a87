// A flow as the API speaks it (PROTOCOL.md, section HTTP, flows): nodes, what leads from one to the next, what starts it,
// and what is wrong with it. Shapes only.
import type { Need, PerLocale } from "../../model";

export type Texts = PerLocale<string>;
export interface Option { id: string; label: Texts }
export const ANSWER_TYPES = ["text", "number", "email", "phone", "date", "choice"] as const;
export type AnswerType = (typeof ANSWER_TYPES)[number];
export const FIELD_TYPES = ["text", "number", "email", "phone", "date", "long_text"] as const;
export interface FormField { name: string; label: Texts; type: (typeof FIELD_TYPES)[number]; required: boolean }
export const SUBJECTS = ["answer", "attribute", "language", "hours", "queue_length"] as const;
export type Subject = (typeof SUBJECTS)[number];
export type Operator = "is" | "is_not" | "contains" | "more_than" | "less_than" | "matches" | "open" | "closed";
export interface Test { what: Subject; name?: string; op: Operator; value?: string | number | boolean | null }
export interface Case { id: string; all: Test[] }

export interface DataOf {
  message: { text: Texts };
  buttons: { text: Texts; options: Option[] };
  question: {
    text: Texts; name: string; answer_type: AnswerType; options: Option[]; min: number | string | null; max: number | string | null;
    pattern: string | null; retries: number; invalid_text: Texts;
  };
  condition: { cases: Case[] };
  look_up: { look_up_id: string; inputs: Record<string, string>; save_as: string };
  article: { article_id: string };
  form: { text: Texts; fields: FormField[] };
  hand_over: { text: Texts; team_id: string | null; needs: Need[]; priority: "vip" | "complaint" | null };
  rate: { text: Texts };
  end: { text: Texts; resolve: boolean };
  sub_flow: { flow_id: string };
}
export type Kind = keyof DataOf;
export type NodeOf<K extends Kind> = { id: string; kind: K; x: number; y: number; data: DataOf[K] };
export type FlowNode = { [K in Kind]: NodeOf<K> }[Kind];
export interface Edge { from: string; out: string; to: string }

export type Trigger =
  | { kind: "keyword"; words: string[] }
  | { kind: "button"; label: Texts }
  | { kind: "page"; url: string }
  | { kind: "event"; name: string }
  | { kind: "time_on_page"; url: string; seconds: number }
  | { kind: "conversation_start" };
export const TRIGGERS = ["keyword", "button", "page", "event", "time_on_page", "conversation_start"] as const;

export interface Definition { start: string | null; triggers: Trigger[]; nodes: FlowNode[]; edges: Edge[] }
/** A part of a flow that was copied: its nodes and what leads from one of them to another. */
export type Part = Pick<Definition, "nodes" | "edges">;

export interface Problem { code: string; severity: "error" | "warning"; node_id: string | null; edge?: Edge | null; params: Record<string, unknown> }
export interface Flow {
  id: string; inbox_id: string; name: string; status: "draft" | "published" | "stopped"; revision: number; version: number | null;
  /** The draft is not what is published. */
  changed: boolean;
  definition: Definition; problems: Problem[]; updated_at: string; published_at: string | null; running: number;
}

export interface Version { number: number; definition: Definition; author_name: string; published_at: string }

export const EMPTY: Definition = { start: null, triggers: [], nodes: [], edges: [] };
export const MOST_NODES = 300;
