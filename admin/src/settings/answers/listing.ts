// The list of articles as the server finds it: a page at a time, the newest first. While one question is under way only
// the latest of those that follow is asked, so that typing sends no more than can be answered.
import { signal } from "@preact/signals";
import { locale } from "../../i18n";
import type { Article } from "../model";
import { articleCounts, readArticles, type ArticlePage } from "../store";
import { asQuery, type Filter } from "./filter";

const AT_ONCE = "50";
/** What is shown, and what was asked for it; `language` is the one that an undecided filter came to. */
export interface Listing extends ArticlePage { inboxId: string; filter: Filter; language: string }

export const listing = signal<Listing | null>(null);
let wanted: { inboxId: string; filter: Filter } | null = null;
let underWay: Promise<void> | null = null;

/** The first page of what fits. Throws what the server said of the latest question. */
export function find(inboxId: string, filter: Filter): Promise<void> {
  wanted = { inboxId, filter };
  underWay ??= ask().finally(() => { underWay = null; });
  return underWay;
}

async function ask(): Promise<void> {
  for (let asked = wanted; asked; asked = wanted) {
    wanted = null;
    try {
      const found = await firstPage(asked.inboxId, asked.filter);
      if (!wanted) listing.value = found;
    } catch (error) {
      if (!wanted) throw error;
    }
  }
}

/** Until somebody picks a language, the one they read the desk in, if there is anything to read in it. */
async function firstPage(inboxId: string, filter: Filter): Promise<Listing> {
  const ask = async (language: string): Promise<Listing> => ({ ...(await readArticles(inboxId, { ...asQuery(filter, language), limit: AT_ONCE })), inboxId, filter, language });
  if (filter.language !== null) return ask(filter.language);
  const mine = await ask(locale.peek());
  return mine.total > 0 ? mine : ask("");
}

/** One page more, unless the list became another one meanwhile. */
export async function more(): Promise<void> {
  const now = listing.peek();
  const last = now?.articles.at(-1);
  if (!now || !last) return;
  const next = await readArticles(now.inboxId, { ...asQuery(now.filter, now.language), limit: AT_ONCE, before: last.id });
  if (listing.peek()?.filter !== now.filter) return;
  const there = listing.peek()!.articles;
  listing.value = { ...listing.peek()!, complete: next.complete, articles: [...there, ...next.articles.filter((one) => !there.some((other) => other.id === one.id))] };
}

/** The same question again: something was done to many articles. */
export const refresh = (): Promise<void> => { const now = listing.peek(); return now ? find(now.inboxId, now.filter) : Promise.resolve(); };

/** Shows an article without one of its languages, and without any not at all. Answers what shows it again, where it stood. */
export function hide(id: string, language: string): () => void {
  const at = listing.peek()?.articles.findIndex((one) => one.id === id) ?? -1;
  const before = listing.peek()?.articles[at];
  if (!before) return () => undefined;
  const left = before.variants.filter((one) => one.locale !== language);
  const gone = left.length === 0 ? 1 : 0;
  put(id, at, gone ? null : { ...before, variants: left });
  count(-gone);
  return () => { put(id, at, before); count(gone); };
}

/** As many more, in the list and in the rail. */
function count(more: number): void {
  const now = listing.peek();
  if (!now || more === 0) return;
  listing.value = { ...now, total: now.total + more };
  const known = articleCounts.peek()[now.inboxId];
  if (known !== undefined) articleCounts.value = { ...articleCounts.peek(), [now.inboxId]: known + more };
}

function put(id: string, at: number, article: Article | null): void {
  const now = listing.peek();
  if (!now) return;
  const others = now.articles.filter((one) => one.id !== id);
  listing.value = { ...now, articles: article ? [...others.slice(0, at), article, ...others.slice(at)] : others };
}
