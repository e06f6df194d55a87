// What the bot could not answer, in groups of alike questions, and how sure it is against how right.
import { signal } from "@preact/signals";
import { api } from "../../api";
import { place } from "../answers/place";

export interface Near { article_id: string; title: string; locale: string; confidence: number; /** It did answer, and that did not help. */ answered: boolean }
export type Outcome = "missed" | "suggested" | "answered";
export interface Group { id: string; text: string; locale: string | null; count: number; last_at: string; outcomes: Partial<Record<Outcome, number>>; conversation_id: string; examples: string[]; question_ids: string[]; /** Begun with it and not published yet. */ draft_id: string | null; nearest: Near[] }
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

function put(inboxId: string, group: Group): void {
  const known = unanswered.peek()[inboxId];
  if (known) unanswered.value = { ...unanswered.peek(), [inboxId]: { ...known, groups: known.groups.map((one) => (one.id === group.id ? group : one)) } };
}

function without(inboxId: string, group: Group): void {
  const known = unanswered.peek()[inboxId];
  if (!known) return;
  const groups = known.groups.filter((one) => one.id !== group.id);
  unanswered.value = { ...unanswered.peek(), [inboxId]: { groups, group_count: known.group_count - 1, question_count: known.question_count - group.count } };
}

interface Lesson { article_id: string; served: boolean; added: string[]; taught: number }

/** The language a group was asked in, where the inbox has it. */
export const languageOf = ({ locale }: Group): string | null => (locale && place.peek()?.locales.includes(locale) ? locale : null);

const inLanguage = (group: Group): object => { const locale = languageOf(group); return locale ? { locale } : {}; };

const ask = <T>(inboxId: string, group: Group, what: string, more: object): Promise<T> => api<T>("POST", path(inboxId, what), { question_ids: group.question_ids, ...more });

async function send<T>(inboxId: string, group: Group, what: string, more: object): Promise<T> {
  const answer = await ask<T>(inboxId, group, what, more);
  without(inboxId, group);
  return answer;
}

/** As phrasings of an article; `served`: the bot answers with it from now on. */
export const teach = (inboxId: string, group: Group, article_id: string): Promise<Lesson> => send<Lesson>(inboxId, group, "/teach", { article_id, ...inLanguage(group) });

/** The group stays listed until the draft is published: the bot still has no answer. */
export async function beginDraft(inboxId: string, group: Group): Promise<Lesson> {
  const lesson = await ask<Lesson>(inboxId, group, "/teach", { draft: true, ...inLanguage(group) });
  put(inboxId, { ...group, draft_id: lesson.article_id });
  return lesson;
}

export const dismiss = (inboxId: string, group: Group): Promise<void> => send(inboxId, group, "/dismiss", {});

/** Undoes dismissing, or with its lesson teaching: the questions are listed again. */
export async function takeBack(inboxId: string, group: Group, lesson?: Lesson): Promise<void> {
  const taught = lesson ? { article_id: lesson.article_id, phrasings: lesson.added, ...inLanguage(group) } : {};
  await api("POST", path(inboxId, "/take_back"), { question_ids: group.question_ids, ...taught });
  await loadUnanswered(inboxId);
}
