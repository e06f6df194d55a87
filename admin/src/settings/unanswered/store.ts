// What the bot could not answer, in groups of alike questions, and how sure it is against how right.
import { signal } from "@preact/signals";
import { api } from "../../api";
import { place } from "../answers/place";

export interface Near { article_id: string; title: string; locale: string; confidence: number; /** It did answer, and that did not help. */ answered: boolean }
export type Outcome = "missed" | "suggested" | "answered";
/** One wording; `same`: it says nearly what the leader says. */
export interface Question { id: string; text: string; count: number; same: boolean }
export interface Group { id: string; text: string; locale: string | null; count: number; last_at: string; outcomes: Partial<Record<Outcome, number>>; conversation_id: string; /** The leader first. */ questions: Question[]; /** Begun with it and not published yet. */ draft_id: string | null; nearest: Near[] }
export interface Point { threshold: number; answered: number; right: number | null }
export interface Bin { from: number; to: number; count: number; confidence: number; right: number }
export interface Curve { threshold: number; suggest_from: number; tests: number; rated: number; helped: number; curve: Point[]; bins: Bin[]; calibration_error: number }
interface Answer { groups: Group[]; group_count: number; question_count: number }

export const unanswered = signal<Record<string, Answer>>({});
const path = (inboxId: string, rest = ""): string => `/api/inboxes/${inboxId}/unanswered${rest}`;

let changes = 0;

export async function loadUnanswered(inboxId: string): Promise<void> {
  const before = changes;
  const answer = await api<Answer>("GET", path(inboxId));
  // What was taken off the list while this was on its way may stand in it still.
  if (before !== changes) return loadUnanswered(inboxId);
  unanswered.value = { ...unanswered.peek(), [inboxId]: answer };
}

export const loadCurve = (inboxId: string): Promise<Curve> => api<Curve>("GET", `/api/inboxes/${inboxId}/bot/curve`);

const asked = (questions: Question[]): number => questions.reduce((sum, one) => sum + one.count, 0);

/** What is left of a group without these. */
function rest(group: Group, ids: string[]): Group[] {
  const questions = group.questions.filter(({ id }) => !ids.includes(id));
  return questions[0] ? [{ ...group, id: questions[0].id, text: questions[0].text, count: asked(questions), questions }] : [];
}

function put(inboxId: string, group: Group, instead: Group[]): void {
  changes += 1;
  const known = unanswered.peek()[inboxId];
  if (!known) return;
  const groups = known.groups.flatMap((one) => (one.id === group.id ? instead : [one]));
  const gone = group.count - instead.reduce((sum, one) => sum + one.count, 0);
  unanswered.value = { ...unanswered.peek(), [inboxId]: { groups, group_count: known.group_count + groups.length - known.groups.length, question_count: known.question_count - gone } };
}

export interface Moved { article_id: string; locale: string; title: string; phrasings: string[] }
export interface Lesson { article_id: string; served: boolean; added: string[]; /** What other articles lost to it. */ moved: Moved[]; taught: number }

/** The language a group was asked in, where the inbox has it. */
export const languageOf = ({ locale }: Group): string | null => (locale && place.peek()?.locales.includes(locale) ? locale : null);

const inLanguage = (group: Group): object => { const locale = languageOf(group); return locale ? { locale } : {}; };

const ask = <T>(inboxId: string, ids: string[], what: string, more: object): Promise<T> => api<T>("POST", path(inboxId, what), { question_ids: ids, ...more });

async function send<T>(inboxId: string, group: Group, ids: string[], what: string, more: object): Promise<T> {
  const answer = await ask<T>(inboxId, ids, what, more);
  const left = rest(group, ids);
  put(inboxId, group, left);
  // What is left is near to other articles, and may join another group. What is done is done without that, too.
  if (left.length > 0) await loadUnanswered(inboxId).catch(() => undefined);
  return answer;
}

/** These questions as phrasings of an article; `served`: the bot answers with it from now on. */
export const teach = (inboxId: string, group: Group, ids: string[], article_id: string): Promise<Lesson> => send<Lesson>(inboxId, group, ids, "/teach", { article_id, ...inLanguage(group) });

/** They stay listed, as a group of their own, until the draft is published: the bot still has no answer. */
export async function beginDraft(inboxId: string, group: Group, ids: string[]): Promise<Lesson> {
  const lesson = await ask<Lesson>(inboxId, ids, "/teach", { draft: true, ...inLanguage(group) });
  put(inboxId, group, [{ ...group, count: group.count - asked(rest(group, ids).flatMap((left) => left.questions)), questions: group.questions.filter(({ id }) => ids.includes(id)), draft_id: lesson.article_id }, ...rest(group, ids)]);
  return lesson;
}

export const dismiss = (inboxId: string, group: Group, ids: string[]): Promise<void> => send(inboxId, group, ids, "/dismiss", {});

/** Undoes dismissing, or with its lesson teaching: the questions are listed again. */
export async function takeBack(inboxId: string, group: Group, ids: string[], lesson?: Lesson): Promise<void> {
  const moved = lesson?.moved.map(({ article_id, locale, phrasings }) => ({ article_id, locale, phrasings }));
  const taught = lesson ? { article_id: lesson.article_id, phrasings: lesson.added, moved, ...inLanguage(group) } : {};
  await ask(inboxId, ids, "/take_back", taught);
  changes += 1;
  await loadUnanswered(inboxId);
}
