// What each kind of node is: its sign, what a new one holds, which ways lead out of it, which of its texts visitors read.
import type { IconName } from "../../../ui";
import type { DataOf, FlowNode, Kind, NodeOf, Option, Texts } from "./definition";

export interface KindOf { icon: IconName; group: "say" | "ask" | "decide" | "finish" }

export const KINDS: Record<Kind, KindOf> = {
  message: { icon: "whisper", group: "say" },
  article: { icon: "book", group: "say" },
  buttons: { icon: "buttons", group: "ask" },
  question: { icon: "ask", group: "ask" },
  form: { icon: "note", group: "ask" },
  rate: { icon: "star", group: "ask" },
  condition: { icon: "branch", group: "decide" },
  look_up: { icon: "search", group: "decide" },
  sub_flow: { icon: "flow", group: "decide" },
  hand_over: { icon: "person", group: "finish" },
  end: { icon: "done", group: "finish" },
};
export const KIND_NAMES = Object.keys(KINDS) as Kind[];
export const GROUPS = ["say", "ask", "decide", "finish"] as const;

const FRESH: { [K in Kind]: () => DataOf[K] } = {
  message: () => ({ text: {} }),
  article: () => ({ article_id: "" }),
  buttons: () => ({ text: {}, options: [{ id: "a", label: {} }, { id: "b", label: {} }] }),
  question: () => ({ text: {}, name: "", answer_type: "text", options: [], min: null, max: null, pattern: null, retries: 2, invalid_text: {} }),
  form: () => ({ text: {}, fields: [{ name: "", label: {}, type: "text", required: true }] }),
  rate: () => ({ text: {} }),
  condition: () => ({ cases: [{ id: "a", all: [{ what: "answer", name: "", op: "is", value: "" }] }] }),
  look_up: () => ({ look_up_id: "", inputs: {}, save_as: "" }),
  sub_flow: () => ({ flow_id: "" }),
  hand_over: () => ({ text: {}, team_id: null, needs: [], priority: null }),
  end: () => ({ text: {}, resolve: false }),
};

export const freshData = <K extends Kind>(kind: K): DataOf[K] => FRESH[kind]();
export const freshNode = (kind: Kind, id: string, x: number, y: number): FlowNode => ({ id, kind, x, y, data: freshData(kind) }) as FlowNode;

const OUTS: { [K in Kind]: (data: DataOf[K]) => string[] } = {
  message: () => ["next"],
  article: () => ["next"],
  buttons: (data) => [...data.options.map((one) => one.id), "else"],
  question: () => ["next", "invalid"],
  form: () => ["next"],
  rate: () => ["next"],
  condition: (data) => [...data.cases.map((one) => one.id), "else"],
  look_up: () => ["found", "not_found", "failed"],
  sub_flow: () => ["next"],
  hand_over: () => [],
  end: () => [],
};

/** The names of the ways out, in the order they are shown in. */
export const outsOf = (node: FlowNode): string[] => (OUTS[node.kind] as (data: unknown) => string[])(node.data);

/** Ways out that need to lead nowhere: what fits no button goes on to the bot, the others to a person. */
export const goesOn = (node: FlowNode, out: string): "bot" | "person" | null =>
  node.kind === "buttons" && out === "else" ? "bot" : ["invalid", "not_found", "failed"].includes(out) ? "person" : null;

const OPTIONAL_TEXT: readonly Kind[] = ["hand_over", "end", "rate", "form"];

/** Every text of a node that a visitor reads; `optional` ones may be left out altogether, but not in one language only. */
export function textsOf(node: FlowNode): { texts: Texts; optional: boolean }[] {
  const data = node.data as Partial<{ text: Texts; invalid_text: Texts; options: Option[]; fields: { label: Texts }[] }>;
  return [
    ...(data.text ? [{ texts: data.text, optional: OPTIONAL_TEXT.includes(node.kind) }] : []),
    ...(data.invalid_text ? [{ texts: data.invalid_text, optional: true }] : []),
    ...[...(data.options ?? []), ...(data.fields ?? [])].map((one) => ({ texts: one.label, optional: false })),
  ];
}

/** The languages in which a text of the node is missing. */
export function missingIn(texts: readonly { texts: Texts; optional: boolean }[], languages: readonly string[]): string[] {
  const written = (of: Texts, language: string): boolean => Boolean(of[language]?.trim());
  return languages.filter((language) => texts.some((one) => !written(one.texts, language) && !(one.optional && !languages.some((other) => written(one.texts, other)))));
}

export const isKind = <K extends Kind>(node: FlowNode, kind: K): node is Extract<FlowNode, NodeOf<K>> => node.kind === kind;
