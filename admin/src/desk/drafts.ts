// Text typed and not sent, one for each conversation and kind. It outlives reload, sign-out and a full outbox. Each tab
// keeps its own; what all tabs share is the last one typed in any, for when that tab was closed.
import { signal } from "@preact/signals";
import { agent } from "../session";
import { ALL_TABS, remember, remembered, rememberedKeys, THIS_TAB } from "../storage";

export type DraftKind = "reply" | "note" | "whisper";
const KINDS: readonly DraftKind[] = ["reply", "note", "whisper"];

const base = (): string => `draft.${agent.peek()?.id ?? "nobody"}.`;
const keyOf = (id: string, kind: DraftKind): string => `${base()}${id}.${kind}`;

/** Conversations with a text begun, so that the list can say so. */
export const begun = signal<ReadonlySet<string>>(new Set());

export function loadDrafts(): void {
  const keys = [ALL_TABS, THIS_TAB].flatMap((where) => rememberedKeys(base(), where));
  const ids = keys.map((key) => key.slice(base().length).replace(/\.(reply|note|whisper)$/, ""));
  begun.value = new Set(ids.filter((id) => KINDS.some((kind) => draft(id, kind))));
}

export const draft = (id: string, kind: DraftKind): string => remembered(keyOf(id, kind), THIS_TAB) ?? remembered(keyOf(id, kind)) ?? "";

/** `before` is what stood here until now: emptying the field takes that away, never what another tab has typed since. Here
    the field stays empty then. */
export function keepDraft(id: string, kind: DraftKind, text: string, before: string): void {
  const key = keyOf(id, kind);
  remember(key, text, THIS_TAB);
  if (text || remembered(key) === before) remember(key, text || null);
  const some = Boolean(text) || KINDS.some((one) => draft(id, one));
  if (some === begun.peek().has(id)) return;
  const next = new Set(begun.peek());
  if (some) next.add(id);
  else next.delete(id);
  begun.value = next;
}
