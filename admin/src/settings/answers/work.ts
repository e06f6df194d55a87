// The article at hand and what is written in it and not saved yet, which stays while one walks about in the settings.
import { computed, signal } from "@preact/signals";
import { ApiError } from "../../api";
import { navigate } from "../../router";
import type { WholeArticle } from "../model";
import {
  changedLanguages, changedShared, contentOf, isChanged, sharedIn, UNTOUCHED, variantIn, withoutShared, withoutWords, withShared, withWords, wordsIn, type Edits, type Shared, type Words,
} from "./form";
import { forget, keepEdits, keptOf, recall } from "./kept";
import { place } from "./place";
import { act, addArticle, keep, patchArticle, putVariant, readArticle } from "./server";

export const NEW = "new";
export const pathOf = (id: string, locale = "", collection = ""): string => `/settings/answers/${id}${locale && `?language=${locale}`}${collection && `&collection=${collection}`}`;

export const article = signal<WholeArticle | null>(null);
export const edits = signal<Edits>(UNTOUCHED);
export const language = signal("en");
/** The collection that a new article goes into; "": the inbox's own. */
export const shelf = signal("");
/** The language that somebody else saved meanwhile; `SHARED` is what all languages share. */
export const SHARED = "shared";
export const conflict = signal<string | null>(null);
export const changed = computed(() => isChanged(article.value, edits.value));
export const words = computed(() => wordsIn(article.value, edits.value, language.value));
export const shared = computed(() => sharedIn(article.value, edits.value));
/** The words for what only the team reads, where that is so. */
export const forAgents = (key: string): string => `settings.answers.${key}${shared.value.visibility === "agents" ? "_agents" : ""}`;

const inboxNow = (): string => place.peek()?.id ?? "";

function setEdits(next: Edits): void {
  edits.value = next;
  const [of, inboxId, locale] = [article.peek(), inboxNow(), language.peek()];
  const id = of?.id ?? null;
  if (isChanged(of, next)) keepEdits({ inboxId, id, shelf: id ? "" : shelf.peek(), locale, title: wordsIn(of, next, locale).title.trim(), edits: next });
  else forget(inboxId, id);
}

/** The article of this id, or a new one. Answers false when it was at hand already. */
export async function open(id: string): Promise<boolean> {
  if (id !== NEW && article.peek()?.id === id) return false;
  const fresh = id === NEW ? null : await readArticle(id);
  article.value = fresh;
  conflict.value = null;
  recall();
  edits.value = keptOf(inboxNow(), fresh?.id ?? null)?.edits ?? UNTOUCHED;
  if (!isChanged(fresh, edits.peek())) forget(inboxNow(), fresh?.id ?? null);
  return true;
}

/** Nothing is at hand; what was written stays kept. */
export function close(): void {
  article.value = null;
  edits.value = UNTOUCHED;
}

export const write = (part: Partial<Words>): void => setEdits(withWords(article.peek(), edits.peek(), language.peek(), part));
export const share = (part: Partial<Shared>): void => setEdits(withShared(article.peek(), edits.peek(), part));
/** Answers what brings it back. */
export function discard(): () => void {
  const [of, before] = [article.peek(), keptOf(inboxNow(), article.peek()?.id ?? null)];
  setEdits(UNTOUCHED);
  return () => {
    if (!before) return;
    keepEdits(before);
    if (article.peek()?.id === of?.id) edits.value = before.edits;
  };
}

function take(fresh: WholeArticle, left: Edits): void {
  forget(inboxNow(), article.peek()?.id ?? null);
  article.value = fresh;
  setEdits(left);
  keep(inboxNow(), fresh);
}

/** Saves everything that was written. Throws what the server said; what is saved by then is saved. */
export async function save(): Promise<void> {
  if (!article.peek()) await add();
  const { id } = article.peek()!;
  const part = changedShared(article.peek(), edits.peek());
  if (Object.keys(part).length > 0) await saveShared(id, part);
  for (const locale of changedLanguages(article.peek(), edits.peek())) await saveWords(id, locale);
}

async function saveShared(id: string, part: Partial<Shared>): Promise<void> {
  const form = { ...part, expected_version: edits.peek().sharedSince ?? article.peek()!.version };
  take(await unlessForestalled(SHARED, () => patchArticle(id, form)), withoutShared(edits.peek(), part));
}

async function add(): Promise<void> {
  const [locale, sent] = [language.peek(), edits.peek()];
  const form = { locale, ...(shelf.peek() ? { collection_id: shelf.peek() } : {}), ...sharedIn(null, sent), ...contentOf(wordsIn(null, sent, locale)) };
  const fresh = await addArticle(inboxNow(), form);
  take(fresh, withoutWords(fresh, withoutShared(edits.peek(), sent.shared), locale, sent.words[locale] ?? {}));
  navigate(pathOf(fresh.id), { replace: true });
}

async function saveWords(id: string, locale: string): Promise<void> {
  const sent = edits.peek();
  const form = { ...contentOf(wordsIn(article.peek(), sent, locale)), expected_version: sent.since[locale] ?? 0 };
  const fresh = await unlessForestalled(locale, () => putVariant(id, locale, form)).catch((error: unknown) => {
    language.value = locale; // where what is wrong is shown
    throw error;
  });
  take(fresh, withoutWords(fresh, edits.peek(), locale, sent.words[locale] ?? {}));
}

/** Publishes, archives or restores the language at hand, as it is saved. */
export async function change(what: "publish" | "archive" | "restore", more: object = {}): Promise<void> {
  const [of, locale] = [article.peek()!, language.peek()];
  const form = { ...more, expected_version: variantIn(of, locale)?.version ?? 0 };
  take(await unlessForestalled(locale, () => act(of.id, locale, what, form)), edits.peek());
}

async function unlessForestalled(locale: string, ask: () => Promise<WholeArticle>): Promise<WholeArticle> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApiError && error.code === "conflict") conflict.value = locale;
    throw error;
  }
}

/** What somebody else saved is taken; with `mine` our words lie over it and are the next thing to save. Answers what brings
 * ours back when theirs were taken. */
export async function settle(mine: boolean): Promise<() => void> {
  const [of, locale, inboxId] = [article.peek()!, conflict.peek()!, inboxNow()];
  const fresh = await readArticle(of.id);
  const now = edits.peek();
  const ours = over(of, fresh, now, locale);
  take(fresh, mine ? ours : without(fresh, now, locale));
  conflict.value = null;
  return () => {
    if (article.peek()?.id === of.id) setEdits(ours);
    else keepEdits({ inboxId, id: of.id, shelf: "", locale, title: wordsIn(fresh, ours, language.peek()).title, edits: ours });
  };
}

/** What we wrote in `of`, as written in what somebody else saved. */
function over(of: WholeArticle, fresh: WholeArticle, now: Edits, locale: string): Edits {
  if (locale === SHARED) return { ...now, sharedSince: fresh.version };
  if (!now.words[locale]) return now;
  return { ...now, words: { ...now.words, [locale]: { ...wordsIn(of, now, locale) } }, since: { ...now.since, [locale]: variantIn(fresh, locale)?.version ?? 0 } };
}

function without(fresh: WholeArticle, now: Edits, locale: string): Edits {
  if (locale !== SHARED) return withoutWords(fresh, now, locale, now.words[locale] ?? {});
  const { sharedSince: _since, ...left } = { ...now, shared: {} };
  return left;
}
