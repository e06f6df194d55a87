// The bot's test set as the server has it, and what became of each question when it was run last.
import { signal } from "@preact/signals";
import { api } from "../../api";
import { t } from "../../i18n";
import { agent, beforeSignOut } from "../../session";
import { remember, remembered, rememberedKeys } from "../../storage";
import type { Outcome } from "../answers/server";
import { deleteLater, standing } from "../undo";

export interface Test { id: string; text: string; locale: string | null; article_id: string | null; title: string; created_at: string }
export type Verdict = "right" | "offered" | "silent" | "wrong";
export interface Result { id: string; verdict: Verdict; after: Outcome }
export interface TestForm { text: string; locale: string | null; article_id: string | null }
export interface Summary { added: number; refused: { row: number; code: string; message: string }[]; refused_count: number }
/** `total` is how many are run, `done` how many were, `at` when it began. */
export interface Run { at: string; done: number; total: number; results: ReadonlyMap<string, Result> }

const AT_ONCE = 50;
export const tests = signal<Record<string, Test[]>>({});
export const runs = signal<Record<string, Run>>({});

const path = (inboxId: string, rest = ""): string => `/api/inboxes/${inboxId}/bot/tests${rest}`;
export const exportPath = (inboxId: string): string => path(inboxId, "/export");
/** How often the set was read: the curve is worked out of what the server has. */
export const readings = signal(0);
const set = (inboxId: string, now: Test[]): void => { tests.value = { ...tests.peek(), [inboxId]: now }; };

export async function loadTests(inboxId: string): Promise<void> {
  const found = (await api<{ tests: Test[] }>("GET", path(inboxId))).tests;
  set(inboxId, standing(found, (one) => path(inboxId, `/${one.id}`)));
  readings.value += 1;
}

/** The same question again takes the place of the one that was there; so after a failure all may be sent again. */
export async function addTests(inboxId: string, forms: readonly TestForm[]): Promise<void> {
  for (const form of forms) await api("POST", path(inboxId), form);
  await loadTests(inboxId);
}

export function removeTest(inboxId: string, one: Test): void {
  set(inboxId, (tests.peek()[inboxId] ?? []).filter((other) => other.id !== one.id));
  deleteLater(path(inboxId, `/${one.id}`), t("settings.answers.deleted", { question: one.text }), () => void loadTests(inboxId).catch(() => undefined));
}

export async function importTests(inboxId: string, file: File, replace: boolean): Promise<Summary> {
  const summary = await api<Summary>("POST", path(inboxId, `/import?replace=${replace}`), file);
  await loadTests(inboxId);
  return summary;
}

const base = (): string => `tests.${agent.value?.id ?? "nobody"}.`;
const put = (inboxId: string, run: Run): void => { runs.value = { ...runs.peek(), [inboxId]: run }; };
const keep = (inboxId: string, { at, results }: Run): void => remember(base() + inboxId, JSON.stringify({ at, results: [...results.values()] }));

/** What the last run found, on whatever page of this browser it was. One that cannot be read is as good as none. */
export function recallRun(inboxId: string): void {
  if (runs.peek()[inboxId]) return;
  try {
    const { at, results } = JSON.parse(remembered(base() + inboxId) ?? "") as { at: string; results: Result[] };
    put(inboxId, { at, done: results.length, total: results.length, results: new Map(results.map((one) => [one.id, one])) });
  } catch {
    // nothing was run here yet
  }
}

// The next person at this browser gets none of it.
beforeSignOut(async () => {
  for (const key of rememberedKeys(base())) remember(key, null);
  runs.value = {};
});

/** Runs all, some at a time, so that it can be seen how far it is. Throws what the server said; what was run by then stays. */
export async function runAll(inboxId: string): Promise<void> {
  const ids = (tests.peek()[inboxId] ?? []).map((one) => one.id);
  const results = new Map<string, Result>();
  const at = new Date().toISOString();
  const tell = (done: number): void => put(inboxId, { at, done, total: ids.length, results: new Map(results) });
  tell(0);
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const part = ids.slice(from, from + AT_ONCE);
    const ran = await api<{ results: Result[] }>("POST", path(inboxId, "/run"), { test_ids: part });
    for (const one of ran.results) results.set(one.id, one);
    tell(from + part.length);
  }
  keep(inboxId, runs.peek()[inboxId]!);
}

export const VERDICTS: readonly Verdict[] = ["right", "offered", "silent", "wrong"];

/** How many of those that are still there came out how. */
export function counted(all: readonly Test[], run: Run): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { right: 0, offered: 0, silent: 0, wrong: 0 };
  for (const one of all) { const verdict = run.results.get(one.id)?.verdict; if (verdict) counts[verdict] += 1; }
  return counts;
}
