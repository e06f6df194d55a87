// Which rows of the list are shown. A row is one language of an article. No I/O.
import type { Article } from "../model";

export interface Answer { article: Article; variant: Article["variants"][number]; category: string }
/** `status` "" is what is in use: drafts and what is published. */
export interface Filter { language: string; text: string; category: string; status: "" | "draft" | "published" | "archived"; review: boolean }
export const EVERYTHING: Filter = { language: "", text: "", category: "", status: "", review: false };

export function todayIn(timeZone: string | undefined, now = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

export const isDue = (article: Pick<Article, "review_on">, today: string): boolean => article.review_on !== null && article.review_on <= today;

/** `branch` are the ids of the chosen category and of all below it. */
export function fits({ article, variant }: Answer, filter: Filter, branch: ReadonlySet<string>, today: string): boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const body = [variant.title, variant.answer].join("\n").toLowerCase();
  return (filter.language === "" || variant.locale === filter.language)
    && (filter.status === "" ? variant.status !== "archived" : variant.status === filter.status)
    && (filter.category === "" || branch.has(article.category_id ?? ""))
    && (!filter.review || isDue(article, today)) && words.every((word) => body.includes(word));
}
