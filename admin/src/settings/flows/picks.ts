// What a flow can point at: articles, look-ups and other flows of the inbox, by name. Loaded when an editor opens.
import { signal } from "@preact/signals";
import { api } from "../../api";
import { t } from "../../i18n";
import { language } from "./session";
import { flows } from "./store";

interface Variant { locale: string; title: string; status: string }
interface Article { id: string; visibility: string; variants: Variant[] }
export interface LookUp { id: string; name: string; parameters: { name: string }[] }

const articles = signal<Article[] | null>(null);
export const lookUps = signal<LookUp[] | null>(null);

export async function loadPicks(inboxId: string): Promise<void> {
  const [ofArticles, ofLookUps] = await Promise.allSettled([
    api<{ articles: Article[] }>("GET", `/api/inboxes/${inboxId}/articles?limit=500`),
    api<{ look_ups: LookUp[] }>("GET", `/api/inboxes/${inboxId}/look_ups`),
  ]);
  articles.value = ofArticles.status === "fulfilled" ? ofArticles.value.articles : [];
  lookUps.value = ofLookUps.status === "fulfilled" ? ofLookUps.value.look_ups : [];
}

const titleOf = (of: Article): string => (of.variants.find((one) => one.locale === language.value) ?? of.variants[0])?.title ?? "";
const nameIn = <T extends { id: string }>(all: readonly T[] | null, id: string, name: (one: T) => string): string => {
  const found = all?.find((one) => one.id === id);
  return found ? name(found) : id && all ? t("settings.flows.gone") : "";
};

export const articleTitle = (id: string): string => nameIn(articles.value, id, titleOf);
export const lookUpName = (id: string): string => nameIn(lookUps.value, id, (one) => one.name);
export const flowName = (id: string): string => nameIn(flows.value, id, (one) => one.name);

export const articleChoices = (): { value: string; label: string }[] => (articles.value ?? []).map((one) => ({ value: one.id, label: titleOf(one) }));
