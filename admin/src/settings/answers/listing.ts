// The list of articles as the server finds it: a page at a time, the newest first. While one question is under way only
// the latest of those that follow is asked, so that typing sends no more than can be answered.
import { signal } from "@preact/signals";
import { locale } from "../../i18n";
import type { Article } from "../model";
import { articleCounts, readArticles, type ArticlePage } from "../store";
import { beforeSignOut } from "../../session";
import { asQuery, isOpen, type Filter } from "./filter";

const AT_ONCE = 50;
/** The server gives no more at once. */
const MOST_AT_ONCE = 200;
/** What is shown, and what was asked for it; `language` is the one that an undecided filter came to. */
export interface Listing extends ArticlePage { inboxId: string; filter: Filter; language: string }

export const listing = signal<Listing | null>(null);
interface Wanted { inboxId: string; filter: Filter; /** So many articles of it are wanted at least. */ atLeast: number }
let wanted: Wanted | null = null;
let underWay: Promise<void> | null = null;

/** The first page of what fits. Throws what the server said of the latest question. */
export function find(inboxId: string, filter: Filter, atLeast = 0): Promise<void> {
  wanted = { inboxId, filter, atLeast };
  underWay ??= ask().finally(() => { underWay = null; });
  return underWay;
}

async function ask(): Promise<void> {
  for (let asked = wanted; asked; asked = wanted) {
    wanted = null;
    try {
      const found = await filled(await firstPage(asked.inboxId, asked.filter), asked.atLeast);
      if (!wanted) listing.value = found;
    } catch (error) {
      if (!wanted) throw error;
    }
  }
}

/** Until somebody picks a language, the one they read the desk in, if there is anything to read in it. What is looked for in
 * vain leaves the language as it was. */
async function firstPage(inboxId: string, filter: Filter): Promise<Listing> {
  const ask = async (language: string): Promise<Listing> => ({ ...(await readArticles(inboxId, { ...asQuery(filter, language), limit: String(AT_ONCE) })), inboxId, filter, language });
  if (filter.language !== null) return ask(filter.language);
  const before = listing.peek();
  if (before?.inboxId === inboxId && before.filter.language === null && !isOpen(filter)) return ask(before.language);
  const mine = await ask(locale.peek());
  return mine.total > 0 ? mine : ask("");
}

const nextPage = (now: Listing, limit: number): Promise<ArticlePage> =>
  readArticles(now.inboxId, { ...asQuery(now.filter, now.language), limit: String(limit), before: now.articles.at(-1)!.id });

function joined(now: Listing, next: ArticlePage): Listing {
  const there = new Set(now.articles.map((one) => one.id));
  return { ...now, complete: next.complete, articles: [...now.articles, ...next.articles.filter((one) => !there.has(one.id))] };
}

/** With as many articles as are wanted, if there are. A page that brings nothing is the last one. */
async function filled(first: Listing, atLeast: number): Promise<Listing> {
  for (let now = first; ;) {
    const lacks = atLeast - now.articles.length;
    if (now.complete || lacks <= 0 || now.articles.length === 0) return now;
    const next = joined(now, await nextPage(now, Math.min(lacks, MOST_AT_ONCE)));
    if (next.articles.length === now.articles.length) return next;
    now = next;
  }
}

/** One page more, unless the list became another one meanwhile. */
export async function more(): Promise<void> {
  const now = listing.peek();
  if (!now || now.articles.length === 0) return;
  const next = await nextPage(now, AT_ONCE);
  if (listing.peek()?.filter === now.filter) listing.value = joined(listing.peek()!, next);
}

/** The same question again: something was done to many articles. */
export const refresh = (): Promise<void> => { const now = listing.peek(); return now ? find(now.inboxId, now.filter) : Promise.resolve(); };

/** How the list stood when it was left, for whoever comes back from an article: `top` is what was scrolled away, in pixels. */
interface Seen { inboxId: string; filter: Filter; count: number; top: number }
let seen: Seen | null = null;
beforeSignOut(async () => { seen = null; });

export const seenIn = (inboxId: string): Seen | null => (seen?.inboxId === inboxId ? seen : null);

/** Leaves the list; what was in it belongs to this visit of the page alone. */
export function leaveList(inboxId: string, filter: Filter, top: number): void {
  // Whoever leaves before it is there leaves what they came back to.
  if (listing.peek() || !seenIn(inboxId)) seen = { inboxId, filter, count: listing.peek()?.articles.length ?? 0, top };
  listing.value = null;
}

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
