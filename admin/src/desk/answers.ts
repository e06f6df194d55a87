// What the business has written already, for who answers: canned replies, articles by words, articles for what was asked.
import { signal } from "@preact/signals";
import { api } from "../api";
import { locale } from "../i18n";
import type { Conversation } from "../wire";
import { readable } from "./insert";
import { myId } from "./store";

export interface CannedReply { id: string; inbox_id: string | null; shortcut: string; text: string }
export interface Piece { text: string; hit: boolean }
export interface Hit { article_id: string; locale: string; title: string; title_parts: Piece[]; snippet: Piece[]; answer: string; answer_locale: string; url: string | null; visibility: string }
export interface Suggestion { article_id: string; locale: string; title: string; answer: string; url: string | null; confidence: number }

const MINUTE = 60_000;
export const replies = signal<CannedReply[]>([]);
let known: { at: number; of: string | undefined; loading: Promise<void> } | null = null;

/** Asked for when first needed, and again after a minute. */
export function loadReplies(): Promise<void> {
  const of = myId.peek();
  if (known && known.of === of && Date.now() - known.at < MINUTE) return known.loading;
  const loading = api<{ canned_replies: CannedReply[] }>("GET", "/api/canned_replies").then((answer) => { replies.value = answer.canned_replies; });
  loading.catch(() => { known = null; });
  known = { at: Date.now(), of, loading };
  return loading;
}

const languageOf = (one: Conversation): string => one.visitor.locale ?? locale.value;
const query = (words: Record<string, string>): string => new URLSearchParams(words).toString();

export async function searchArticles(one: Conversation, words: string): Promise<Hit[]> {
  const { articles } = await api<{ articles: Hit[] }>("GET", `/api/knowledge/search?${query({ inbox_id: one.inbox_id, q: words, locale: languageOf(one), also: locale.value, limit: "6" })}`);
  return articles;
}

export async function suggestFor(one: Conversation, text: string): Promise<Suggestion[]> {
  const { articles } = await api<{ articles: Suggestion[] }>("GET", `/api/knowledge/suggest?${query({ inbox_id: one.inbox_id, text: text.slice(0, 2000), locale: languageOf(one) })}`);
  return articles;
}

/** What an article says in the words for a visitor, with its page where everybody may read it. */
export const textOf = ({ answer, url }: Suggestion | Hit): string => (url ? `${answer}\n${readable(url)}` : answer);
