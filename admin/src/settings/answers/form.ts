// One question and its answer as a form: what is written and not saved yet, kept also while the form is closed.
import { api } from "../../api";
import { t } from "../../i18n";
import type { Article } from "../model";
import { changeArticles, pathOfArticle } from "../store";

export interface Form { locale: string; question: string; answer: string; phrasings: string; category: string; suggested: boolean }
export const drafts = new Map<string, Form>();

export function formOf(article: Article | null, language: string): Form {
  if (!article) return { locale: language, question: "", answer: "", phrasings: "", category: "", suggested: false };
  return { ...article, phrasings: article.phrasings.join("\n"), category: article.category ?? "" };
}

function bodyOf(form: Form): Record<string, unknown> {
  const phrasings = form.phrasings.split("\n").map((line) => line.trim()).filter(Boolean);
  return { locale: form.locale, question: form.question.trim(), answer: form.answer.trim(), phrasings, category: form.category.trim(), suggested: form.suggested };
}

export function emptyFields(form: Form): Record<string, string> {
  const names = (["question", "answer"] as const).filter((name) => !form[name].trim());
  return Object.fromEntries(names.map((name) => [name, t(`settings.answers.${name}_missing`)]));
}

export async function store(inboxId: string, article: Article | null, form: Form): Promise<Article> {
  const sent = article ? api<{ article: Article }>("PATCH", pathOfArticle(article.id), bodyOf(form)) : api<{ article: Article }>("POST", `/api/inboxes/${inboxId}/articles`, bodyOf(form));
  const { article: fresh } = await sent;
  changeArticles(inboxId, (now) => (article ? now.map((one) => (one.id === fresh.id ? fresh : one)) : [...now, fresh]));
  return fresh;
}
