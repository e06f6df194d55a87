// What the settings know of the server: inboxes, what the knowledge base is made of, agents, what was seen of the tag. Loading and replacing; no screens.
import { computed, signal } from "@preact/signals";
import { api } from "../api";
import { remember, remembered } from "../storage";
import { DAYS, type Week } from "./hours/clock";
import type { Agent, Article, Category, Collection, Embed, Inbox, Invitation } from "./model";
import { standing } from "./undo";

const REMEMBERED = "settings.inbox";
const MOST_SUGGESTED = 200;

export const inboxes = signal<Inbox[] | null>(null);
export const loadFailed = signal<unknown>(null);
export const inboxId = signal<string | null>(remembered(REMEMBERED));
export const inbox = computed<Inbox | null>(() => {
  const all = inboxes.value ?? [];
  return all.find((one) => one.id === inboxId.value) ?? all[0] ?? null;
});
/** How many articles an inbox has in use; the list of them is read page by page (`answers/listing`). */
export const articleCounts = signal<Record<string, number>>({});
/** Those beside the greeting, in their order. */
export const suggested = signal<Record<string, Article[]>>({});
export const categories = signal<Record<string, Category[]>>({});
export const collections = signal<Record<string, Collection[]>>({});
export const embeds = signal<Record<string, Embed>>({});
export const team = signal<{ agents: Agent[]; invitations: Invitation[] } | null>(null);

export const pathOfArticle = (id: string): string => `/api/articles/${id}`;
export const pathOfVariant = (id: string, locale: string): string => `${pathOfArticle(id)}/variants/${locale}`;
export const pathOfInvitation = (id: string): string => `/api/invitations/${id}`;

export function chooseInbox(id: string): void {
  inboxId.value = id;
  void loadSidelines();
  remember(REMEMBERED, id);
}

export async function loadInboxes(): Promise<void> {
  try {
    inboxes.value = (await api<{ inboxes: Inbox[] }>("GET", "/api/inboxes")).inboxes.map(withWholeWeek);
    loadFailed.value = null;
  } catch (error) {
    loadFailed.value = error;
  }
}

/** What the rail's figures need. Each page loads its own again and says so when that fails. */
export async function loadSidelines(): Promise<void> {
  const id = inbox.value?.id;
  await Promise.allSettled([loadTeam(), ...(id ? [loadSuggested(id), loadCount(id), loadEmbed(id)] : [])]);
}

/** A closed day may be missing on the wire; here every day stands, so that forms need not ask. */
function withWholeWeek(of: Inbox): Inbox {
  const week = Object.fromEntries(DAYS.map((day) => [day, of.business_hours.week[day] ?? []])) as Week;
  return { ...of, business_hours: { ...of.business_hours, week } };
}

export function replaceInbox(given: Inbox): void {
  const fresh = withWholeWeek(given);
  const all = inboxes.value ?? [];
  inboxes.value = all.some((one) => one.id === fresh.id) ? all.map((one) => (one.id === fresh.id ? fresh : one)) : [...all, fresh];
}

export async function patchInbox(id: string, part: object): Promise<void> {
  replaceInbox((await api<{ inbox: Inbox }>("PATCH", `/api/inboxes/${id}`, part)).inbox);
}

/** `total` is told with the first page only. */
export interface ArticlePage { articles: Article[]; complete: boolean; total: number }

/** A page of an inbox's articles; what was deleted here a moment ago is not among them. */
export async function readArticles(id: string, asked: Record<string, string>): Promise<ArticlePage> {
  const page = await api<ArticlePage>("GET", `/api/inboxes/${id}/articles?${new URLSearchParams(asked).toString()}`);
  const there = page.articles.map((one) => ({ ...one, variants: standing(one.variants, ({ locale }) => pathOfVariant(one.id, locale)) }));
  return { ...page, articles: there.filter((one) => one.variants.length > 0) };
}

export async function loadSuggested(id: string): Promise<void> {
  const { articles } = await readArticles(id, { suggested: "true", status: "in_use", limit: String(MOST_SUGGESTED) });
  suggested.value = { ...suggested.peek(), [id]: articles };
}

export async function loadCount(id: string): Promise<void> {
  articleCounts.value = { ...articleCounts.peek(), [id]: (await readArticles(id, { status: "in_use", limit: "1" })).total };
}

export async function loadCategories(id: string): Promise<void> {
  categories.value = { ...categories.peek(), [id]: (await api<{ categories: Category[] }>("GET", `/api/inboxes/${id}/categories`)).categories };
}

export async function loadCollections(id: string): Promise<void> {
  collections.value = { ...collections.peek(), [id]: (await api<{ collections: Collection[] }>("GET", `/api/inboxes/${id}/collections`)).collections };
}

/** What articles lie in: their categories and collections. */
export const loadShelves = async (id: string): Promise<void> => { await Promise.all([loadCategories(id), loadCollections(id)]); };

export async function loadEmbed(id: string): Promise<void> {
  embeds.value = { ...embeds.value, [id]: await api<Embed>("GET", `/api/inboxes/${id}/embed`) };
}

export async function loadTeam(): Promise<void> {
  const fresh = await api<{ agents: Agent[]; invitations: Invitation[] }>("GET", "/api/agents");
  team.value = { ...fresh, invitations: standing(fresh.invitations, (one) => pathOfInvitation(one.id)) };
}

export function replaceAgent(fresh: Agent): void {
  if (team.value) team.value = { ...team.value, agents: team.value.agents.map((one) => (one.id === fresh.id ? fresh : one)) };
}

export async function patchAgent(id: string, part: Partial<Agent>): Promise<void> {
  replaceAgent((await api<{ agent: Agent }>("PATCH", `/api/agents/${id}`, part)).agent);
}
