// What the bot could not answer, in groups of alike questions, and how sure it is against how right.
import { signal } from "@preact/signals";
import { api } from "../../api";

export interface Near { article_id: string; title: string; confidence: number }
export interface Group { id: string; text: string; locale: string | null; count: number; last_at: string; examples: string[]; question_ids: string[]; nearest: Near[] }
export interface Point { threshold: number; answered: number; right: number | null }
export interface Bin { from: number; to: number; count: number; confidence: number; right: number }
export interface Curve { threshold: number; suggest_from: number; tests: number; rated: number; curve: Point[]; bins: Bin[]; calibration_error: number }
interface Answer { groups: Group[]; group_count: number; question_count: number }

export const unanswered = signal<Record<string, Answer>>({});
const path = (inboxId: string, rest = ""): string => `/api/inboxes/${inboxId}/unanswered${rest}`;

export async function loadUnanswered(inboxId: string): Promise<void> {
  unanswered.value = { ...unanswered.peek(), [inboxId]: await api<Answer>("GET", path(inboxId)) };
}

export const loadCurve = (inboxId: string): Promise<Curve> => api<Curve>("GET", `/api/inboxes/${inboxId}/bot/curve`);

function without(inboxId: string, group: Group): void {
  const known = unanswered.peek()[inboxId];
  if (!known) return;
  const groups = known.groups.filter((one) => one.id !== group.id);
  unanswered.value = { ...unanswered.peek(), [inboxId]: { groups, group_count: known.group_count - 1, question_count: known.question_count - group.count } };
}

interface Taught { article_id: string; served: boolean; taught: number }

/** As phrasings of an article; `served`: the bot answers with it from now on. */
export async function teach(inboxId: string, group: Group, articleId: string): Promise<Taught> {
  const language = group.locale ? { locale: group.locale } : {};
  const taught = await api<Taught>("POST", path(inboxId, "/teach"), { question_ids: group.question_ids, article_id: articleId, ...language });
  without(inboxId, group);
  return taught;
}

export async function beginDraft(inboxId: string, group: Group): Promise<Taught> {
  const language = group.locale ? { locale: group.locale } : {};
  const taught = await api<Taught>("POST", path(inboxId, "/teach"), { question_ids: group.question_ids, draft: true, ...language });
  without(inboxId, group);
  return taught;
}

export async function dismiss(inboxId: string, group: Group): Promise<void> {
  await api("POST", path(inboxId, "/dismiss"), { question_ids: group.question_ids });
  without(inboxId, group);
}
