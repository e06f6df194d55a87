// What the server is asked about one article.
import { api } from "../../api";
import type { WholeArticle } from "../model";
import { loadCount, loadSuggested, pathOfArticle, pathOfVariant, suggested } from "../store";
import type { Line } from "./difference";

export interface Version { number: number; title: string; author: { id: string; name: string } | null; created_at: string }
export type Differences = Partial<Record<"title" | "answer" | "body" | "phrasings" | "keywords", Line[]>>;
export interface Outcome { outcome: string; title: string | null; confidence: number }
export interface TestRun { better: Changed[]; worse: Changed[]; total: number; right: number }
export interface Changed { id: string; text: string; before: Outcome; after: Outcome }
interface Given { article: WholeArticle }

export const readArticle = async (id: string): Promise<WholeArticle> => (await api<Given>("GET", pathOfArticle(id))).article;
export const addArticle = async (inboxId: string, form: object): Promise<WholeArticle> => (await api<Given>("POST", `/api/inboxes/${inboxId}/articles`, form)).article;
export const patchArticle = async (id: string, form: object): Promise<WholeArticle> => (await api<Given>("PATCH", pathOfArticle(id), form)).article;
export const putVariant = async (id: string, locale: string, form: object): Promise<WholeArticle> => (await api<Given>("PUT", pathOfVariant(id, locale), form)).article;
export const act = async (id: string, locale: string, what: "publish" | "archive" | "restore", form: object): Promise<WholeArticle> =>
  (await api<Given>("POST", `${pathOfVariant(id, locale)}/${what}`, form)).article;

export const readVersions = async (id: string, locale: string): Promise<Version[]> => (await api<{ versions: Version[] }>("GET", `${pathOfVariant(id, locale)}/versions`)).versions;
export const readDifferences = async (id: string, locale: string, number: number): Promise<Differences> =>
  (await api<{ version: { differences: Differences } }>("GET", `${pathOfVariant(id, locale)}/versions/${number}`)).version.differences;

/** How many questions the test set has. */
export const countTests = async (inboxId: string): Promise<number> => (await api<{ tests: unknown[] }>("GET", `/api/inboxes/${inboxId}/bot/tests`)).tests.length;
export const runTests = (inboxId: string, article_id: string, locale: string): Promise<TestRun> => api<TestRun>("POST", `/api/inboxes/${inboxId}/bot/tests/run`, { article_id, locale });

/** The same with questions that an article might be taught, in the language where it is served. */
export const runTestsTaught = (inboxId: string, article_id: string, locale: string | null, phrasings: string[]): Promise<TestRun> =>
  api<TestRun>("POST", `/api/inboxes/${inboxId}/bot/tests/run`, { article_id, phrasings, ...(locale ? { locale } : {}) });

/** What else is shown of a changed article: how many there are, and how it stands beside the greeting. The list is read anew. */
export function keep(inboxId: string, whole: WholeArticle): void {
  void loadCount(inboxId).catch(() => undefined);
  const known = suggested.peek()[inboxId]?.some((one) => one.id === whole.id) ?? false;
  if (whole.suggested || known) void loadSuggested(inboxId).catch(() => undefined);
}
