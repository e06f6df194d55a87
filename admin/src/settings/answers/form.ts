// One question and its answer as a form: what is written and not saved yet, kept also while the form is closed. An article has
// a form for each of its languages; saving publishes.
import { api } from "../../api";
import { t } from "../../i18n";
import type { Article, Category, WholeArticle } from "../model";
import { categories, changeArticles, pathOfArticle, pathOfVariant } from "../store";

export interface Form { locale: string; title: string; answer: string; phrasings: string; category: string; suggested: boolean }
/** One language of an article, as the form is about it. */
export interface Opened { article: WholeArticle; locale: string }
export const drafts = new Map<string, Form>();

export const variantOf = ({ article, locale }: Opened) => article.variants.find((one) => one.locale === locale)!;

export async function open(article: Article, locale: string): Promise<Opened> {
  return { article: (await api<{ article: WholeArticle }>("GET", pathOfArticle(article.id))).article, locale };
}

/** What a category is called in this language, or in any that has a name for it. */
export function categoryName(inboxId: string, id: string | null, locale: string): string {
  const names = categories.value[inboxId]?.find((one) => one.id === id)?.names ?? {};
  return names[locale] ?? Object.values(names)[0] ?? "";
}

export function formOf(inboxId: string, opened: Opened | null, language: string): Form {
  if (!opened) return { locale: language, title: "", answer: "", phrasings: "", category: "", suggested: false };
  const { title, answer, phrasings } = variantOf(opened);
  const { category_id, suggested } = opened.article;
  return { locale: opened.locale, title, answer, phrasings: phrasings.join("\n"), category: categoryName(inboxId, category_id, opened.locale), suggested };
}

function contentOf(form: Form): Record<string, unknown> {
  const phrasings = form.phrasings.split("\n").map((line) => line.trim()).filter(Boolean);
  return { title: form.title.trim(), answer: form.answer.trim(), phrasings, publish: true };
}

export function emptyFields(form: Form): Record<string, string> {
  const names = (["title", "answer"] as const).filter((name) => !form[name].trim());
  return Object.fromEntries(names.map((name) => [name, t(`settings.answers.${name}_missing`)]));
}

/** The category of that name, made if there is none. */
async function categoryId(inboxId: string, form: Form): Promise<string | null> {
  const name = form.category.trim();
  if (!name) return null;
  const known = categories.value[inboxId] ?? [];
  const found = known.find((one) => Object.values(one.names).includes(name));
  if (found) return found.id;
  const { category } = await api<{ category: Category }>("POST", `/api/inboxes/${inboxId}/categories`, { names: { [form.locale]: name } });
  categories.value = { ...categories.value, [inboxId]: [...known, category] };
  return category.id;
}

async function write(inboxId: string, opened: Opened | null, form: Form): Promise<WholeArticle> {
  const category_id = await categoryId(inboxId, form);
  const shared = { category_id, suggested: form.suggested };
  if (!opened) {
    return (await api<{ article: WholeArticle }>("POST", `/api/inboxes/${inboxId}/articles`, { locale: form.locale, ...shared, ...contentOf(form) })).article;
  }
  const { id } = opened.article;
  await api("PATCH", pathOfArticle(id), shared);
  const expected_version = variantOf(opened).version;
  return (await api<{ article: WholeArticle }>("PUT", pathOfVariant(id, opened.locale), { ...contentOf(form), expected_version })).article;
}

export async function store(inboxId: string, opened: Opened | null, form: Form): Promise<Opened> {
  const whole = await write(inboxId, opened, form);
  const variants = whole.variants.map((one) => ({ ...one, phrasings_count: one.phrasings.length }));
  const fresh: Article = { ...whole, variants };
  changeArticles(inboxId, (now) => (now.some((one) => one.id === fresh.id) ? now.map((one) => (one.id === fresh.id ? fresh : one)) : [fresh, ...now]));
  return { article: whole, locale: form.locale };
}
