// Text typed and not sent, one for each conversation and kind. It outlives reload, sign-out and a full outbox.
import { signal } from "@preact/signals";
import { agent } from "../session";
import { remember, remembered, rememberedKeys } from "../storage";

export type DraftKind = "reply" | "note";

const base = (): string => `draft.${agent.peek()?.id ?? "nobody"}.`;
const keyOf = (id: string, kind: DraftKind): string => `${base()}${id}.${kind}`;

/** Conversations with a text begun, so that the list can say so. */
export const begun = signal<ReadonlySet<string>>(new Set());

export function loadDrafts(): void {
  begun.value = new Set(rememberedKeys(base()).map((key) => key.slice(base().length).replace(/\.(reply|note)$/, "")));
}

export const draft = (id: string, kind: DraftKind): string => remembered(keyOf(id, kind)) ?? "";

export function keepDraft(id: string, kind: DraftKind, text: string): void {
  remember(keyOf(id, kind), text || null);
  const some = Boolean(text || draft(id, "reply") || draft(id, "note"));
  if (some === begun.peek().has(id)) return;
  const next = new Set(begun.peek());
  if (some) next.add(id);
  else next.delete(id);
  begun.value = next;
}
