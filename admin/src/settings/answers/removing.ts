// One language of an article deleted, with ten seconds to change one's mind; the last one is the article.
import { t } from "../../i18n";
import { articles, changeArticles, pathOfVariant } from "../store";
import { deleteLater } from "../undo";

export function remove(inboxId: string, id: string, language: string, title: string): void {
  const before = articles.peek()[inboxId]?.find((one) => one.id === id);
  if (!before) return;
  const without = { ...before, variants: before.variants.filter((one) => one.locale !== language) };
  changeArticles(inboxId, (now) => now.map((one) => (one.id === id ? without : one)));
  deleteLater(pathOfVariant(id, language), t("settings.answers.deleted", { question: title }), () =>
    changeArticles(inboxId, (now) => now.map((one) => (one.id === id ? before : one))));
}
