// One language of an article deleted, with ten seconds to change one's mind; the last one is the article.
import { t } from "../../i18n";
import { pathOfVariant } from "../store";
import { deleteLater } from "../undo";
import { hide } from "./listing";

export function remove(id: string, language: string, title: string): void {
  deleteLater(pathOfVariant(id, language), t("settings.answers.deleted", { question: title }), hide(id, language));
}
