// What of the list is asked for, and which of an article's languages are rows of it. No I/O.
import type { Article } from "../model";

/** `language` null: not chosen yet, "": all. `status` "" is what is in use: drafts and what is published. */
export interface Filter { language: string | null; text: string; category: string; collection: string; status: "" | "draft" | "published" | "archived"; review: boolean }
export const EVERYTHING: Filter = { language: null, text: "", category: "", collection: "", status: "", review: false };

/** Whether nothing is left out but what is archived, and other languages. */
export const isOpen = (filter: Filter): boolean => !filter.text.trim() && !filter.category && !filter.collection && !filter.status && !filter.review;

/** As the server is asked. */
export function asQuery(filter: Filter, language: string): Record<string, string> {
  const all: Record<string, string> = {
    query: filter.text.trim().slice(0, 200), locale: language, status: filter.status || "in_use",
    category_id: filter.category, collection_id: filter.collection, to_review: filter.review ? "true" : "",
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value));
}

export type Variant = Article["variants"][number];

/** The languages of an article that are asked for; the server found one of them at least. */
export const rowsOf = (article: Article, filter: Filter, language: string): Variant[] =>
  article.variants.filter((one) => (language === "" || one.locale === language) && (filter.status === "" ? one.status !== "archived" : one.status === filter.status));

export function todayIn(timeZone: string | undefined, now = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

export const isDue = (article: Pick<Article, "review_on">, today: string): boolean => article.review_on !== null && article.review_on <= today;
