// What a flow can point at: articles, look-ups and other flows of the inbox, by name. Loaded when the flow has a node that
// points at one, since most have not.
import { effect, signal } from "@preact/signals";
import { api } from "../../api";
import { t } from "../../i18n";
import type { Kind } from "./model/definition";
import { definition, language } from "./session";
import { flows } from "./store";

interface Variant { locale: string; title: string }
export interface Article { id: string; visibility: "everybody" | "agents"; variants: Variant[] }
export interface LookUp { id: string; name: string; parameters: { name: string }[] }

const MOST_LISTED = 200;
const articles = signal<Record<string, Article>>({});
/** Null until they were asked for. `all` false: there are more than are listed, a search finds them. */
export const articleList = signal<{ ids: string[]; all: boolean } | null>(null);
export const lookUps = signal<LookUp[] | null>(null);
const gone = signal<ReadonlySet<string>>(new Set());

function know(found: readonly Article[]): void {
  articles.value = { ...articles.peek(), ...Object.fromEntries(found.map((one) => [one.id, one])) };
}

export async function findArticles(inboxId: string, query = ""): Promise<void> {
  const found = await api<{ articles: Article[]; complete: boolean }>("GET", `/api/inboxes/${inboxId}/articles?limit=${MOST_LISTED}&query=${encodeURIComponent(query)}`);
  know(found.articles);
  articleList.value = { ids: found.articles.filter((one) => one.visibility === "everybody").map((one) => one.id), all: query ? articleList.peek()?.all ?? false : found.complete };
}

/** An article that is pointed at and not among the listed ones; one that is gone is remembered as such. */
async function findArticle(id: string): Promise<void> {
  try {
    know([(await api<{ article: Article }>("GET", `/api/articles/${id}`)).article]);
  } catch {
    gone.value = new Set([...gone.peek(), id]);
  }
}

async function loadArticles(inboxId: string): Promise<void> {
  await findArticles(inboxId);
  const pointed = definition.peek().nodes.flatMap((one) => (one.kind === "article" && one.data.article_id ? [one.data.article_id] : []));
  await Promise.all(pointed.filter((id) => !articles.peek()[id]).map(findArticle));
}

async function loadLookUps(inboxId: string): Promise<void> {
  lookUps.value = (await api<{ look_ups: LookUp[] }>("GET", `/api/inboxes/${inboxId}/look_ups`)).look_ups;
}

const LOADS: Partial<Record<Kind, (inboxId: string) => Promise<void>>> = { article: loadArticles, look_up: loadLookUps };

/** Loads what the open flow needs, once each; answers how to stop. A name that cannot be loaded is not shown, no more. */
export function followPicks(inboxId: string): () => void {
  const begun = new Set<Kind>();
  return effect(() => {
    for (const { kind } of definition.value.nodes) {
      const load = LOADS[kind];
      if (!load || begun.has(kind)) continue;
      begun.add(kind);
      load(inboxId).catch(() => undefined);
    }
  });
}

const titleOf = (of: Article): string => (of.variants.find((one) => one.locale === language.value) ?? of.variants[0])?.title ?? "";
const nameIn = <T extends { id: string; name: string }>(all: readonly T[] | null, id: string): string => all?.find((one) => one.id === id)?.name ?? (id && all ? t("settings.flows.gone") : "");

export function articleTitle(id: string): string {
  const found = articles.value[id];
  return found ? titleOf(found) : gone.value.has(id) ? t("settings.flows.gone") : "";
}
export const lookUpName = (id: string): string => nameIn(lookUps.value, id);
export const flowName = (id: string): string => nameIn(flows.value, id);
