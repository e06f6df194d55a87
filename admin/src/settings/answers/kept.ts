// What was written in articles and not saved, by article. It outlives the editor, and a reload of this tab; the browser asks
// before it is closed with anything of it.
import { computed, signal } from "@preact/signals";
import { agent, beforeSignOut } from "../../session";
import { remember, remembered, rememberedKeys, THIS_TAB } from "../../storage";
import type { Edits } from "./form";

/** `id` null: an article that is not saved at all, and is to lie in `shelf`. `title` and `locale` are what it is called by. */
export interface Kept { inboxId: string; id: string | null; shelf: string; locale: string; title: string; edits: Edits }

const base = (): string => `answer.${agent.value?.id ?? "nobody"}.`;
/** An article may be in several inboxes and is one all the same. */
const keyOf = (inboxId: string, id: string | null): string => `${base()}${id ?? `new ${inboxId}`}`;

/** The topic of the news that it is kept. */
export const newsOf = (inboxId: string, id: string | null): string => `kept ${keyOf(inboxId, id)}`;

/** Another person at this browser reads none of it. */
const all = signal<ReadonlyMap<string, Kept>>(new Map());
export const keptHere = computed(() => [...all.value].filter(([key]) => key.startsWith(base())).map(([, one]) => one));

/** What an earlier page of this tab kept. One that cannot be read is as good as none. */
export function recall(): void {
  const found = rememberedKeys(base(), THIS_TAB).flatMap((key) => {
    try {
      return [[key, JSON.parse(remembered(key, THIS_TAB) ?? "") as Kept] as const];
    } catch {
      return [];
    }
  });
  all.value = new Map([...found, ...all.peek()]);
}

export const keptOf = (inboxId: string, id: string | null): Kept | undefined => all.peek().get(keyOf(inboxId, id));

export function keepEdits(one: Kept): void {
  const key = keyOf(one.inboxId, one.id);
  all.value = new Map(all.peek()).set(key, one);
  remember(key, JSON.stringify(one), THIS_TAB);
}

export function forget(inboxId: string, id: string | null): void {
  const key = keyOf(inboxId, id);
  if (!all.peek().has(key)) return;
  all.value = new Map([...all.peek()].filter(([other]) => other !== key));
  remember(key, null, THIS_TAB);
}

// The next person at this browser gets none of it.
beforeSignOut(async () => {
  for (const key of rememberedKeys(base(), THIS_TAB)) remember(key, null, THIS_TAB);
  all.value = new Map();
});
if (typeof addEventListener === "function") addEventListener("beforeunload", (event) => { if (keptHere.peek().length > 0) event.preventDefault(); });
