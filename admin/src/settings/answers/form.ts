// An article as a form: what it says in each language and what all of them share. What is written lies over what the server
// has, field by field, so that words that were added while the server answered are still there. No I/O.
import type { Article, WholeArticle } from "../model";

/** One language as it is typed: phrasings and keywords one a line. */
export interface Words { title: string; answer: string; body: string; phrasings: string; keywords: string }
export interface Shared { category_id: string | null; visibility: Article["visibility"]; suggested: boolean; review_on: string | null }
/** `since` is the version of a language that its changes were begun on; 0: there was none. `sharedSince`: of what is shared. */
export interface Edits { shared: Partial<Shared>; words: Record<string, Partial<Words>>; since: Record<string, number>; sharedSince?: string }
export const UNTOUCHED: Edits = { shared: {}, words: {}, since: {} };
export type Variant = WholeArticle["variants"][number];

const EMPTY: Words = { title: "", answer: "", body: "", phrasings: "", keywords: "" };
const ALONE: Shared = { category_id: null, visibility: "everybody", suggested: false, review_on: null };

export const variantIn = (of: WholeArticle | null, locale: string): Variant | undefined => of?.variants.find((one) => one.locale === locale);

export function savedWords(of: WholeArticle | null, locale: string): Words {
  const variant = variantIn(of, locale);
  if (!variant) return EMPTY;
  const { title, answer, body, phrasings, keywords } = variant;
  return { title, answer, body, phrasings: phrasings.join("\n"), keywords: keywords.join("\n") };
}

export function savedShared(of: WholeArticle | null): Shared {
  if (!of) return ALONE;
  const { category_id, visibility, suggested, review_on } = of;
  return { category_id, visibility, suggested, review_on };
}

export const wordsIn = (of: WholeArticle | null, edits: Edits, locale: string): Words => ({ ...savedWords(of, locale), ...edits.words[locale] });
export const sharedIn = (of: WholeArticle | null, edits: Edits): Shared => ({ ...savedShared(of), ...edits.shared });

const lines = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** As the server takes it. */
export function contentOf(words: Words): Record<string, string | string[]> {
  return { title: words.title.trim(), answer: words.answer.trim(), body: words.body.trimEnd(), phrasings: lines(words.phrasings), keywords: lines(words.keywords) };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The languages with something to save, in the order they were begun. */
export const changedLanguages = (of: WholeArticle | null, edits: Edits): string[] =>
  Object.keys(edits.words).filter((locale) => !same(contentOf(wordsIn(of, edits, locale)), contentOf(savedWords(of, locale))));

export function changedShared(of: WholeArticle | null, edits: Edits): Partial<Shared> {
  const saved = savedShared(of);
  return Object.fromEntries(Object.entries(edits.shared).filter(([name, value]) => !same(value, saved[name as keyof Shared])));
}

export const isChanged = (of: WholeArticle | null, edits: Edits): boolean =>
  changedLanguages(of, edits).length > 0 || Object.keys(changedShared(of, edits)).length > 0;

const version = (of: WholeArticle | null, locale: string): number => variantIn(of, locale)?.version ?? 0;

export function withWords(of: WholeArticle | null, edits: Edits, locale: string, part: Partial<Words>): Edits {
  const since = { ...edits.since, [locale]: edits.since[locale] ?? version(of, locale) };
  return { ...edits, since, words: { ...edits.words, [locale]: { ...edits.words[locale], ...part } } };
}

/** After saving: what was sent is no change any more; what was written meanwhile is one, begun on what was just saved. */
export function withoutWords(fresh: WholeArticle, edits: Edits, locale: string, sent: Partial<Words>): Edits {
  const left = Object.entries(edits.words[locale] ?? {}).filter(([name, value]) => sent[name as keyof Words] !== value);
  const { [locale]: _words, ...words } = edits.words;
  const { [locale]: _since, ...since } = edits.since;
  if (left.length === 0) return { ...edits, words, since };
  return { ...edits, words: { ...words, [locale]: Object.fromEntries(left) }, since: { ...since, [locale]: version(fresh, locale) } };
}

export function withShared(of: WholeArticle | null, edits: Edits, part: Partial<Shared>): Edits {
  const since = edits.sharedSince ?? of?.version;
  return { ...edits, shared: { ...edits.shared, ...part }, ...(since === undefined ? {} : { sharedSince: since }) };
}

export function withoutShared(edits: Edits, sent: Partial<Shared>): Edits {
  const { sharedSince: _since, ...rest } = edits;
  return { ...rest, shared: Object.fromEntries(Object.entries(edits.shared).filter(([name, value]) => sent[name as keyof Shared] !== value)) };
}

/** What a language lacks: a title always; to be published, something to say. */
export function missing(words: Words, publishing: boolean): ("title" | "answer")[] {
  const silent = publishing && !words.answer.trim() && !words.body.trim();
  return [...(words.title.trim() ? [] : ["title" as const]), ...(silent ? ["answer" as const] : [])];
}

export type Standing = "missing" | "draft" | "published" | "changed" | "archived";
/** How a language stands; `changed`: what visitors read is older than what is saved. */
export function standingOf(variant: { status: Article["variants"][number]["status"]; version: number; published_version: number | null } | undefined): Standing {
  if (!variant) return "missing";
  return variant.status === "published" && variant.published_version !== variant.version ? "changed" : variant.status;
}
