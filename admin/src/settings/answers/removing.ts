// One language of an article deleted, with ten seconds to change one's mind; the last one is the article. In the list the
// focus goes to the row that follows, and back with what is put back.
import { t } from "../../i18n";
import { focusOn } from "../../ui";
import { pathOfVariant } from "../store";
import { deleteLater } from "../undo";
import { hide } from "./listing";

export const rowName = (id: string, language: string): string => `${id} ${language}`;
const rowAt = (name: string): string => `[data-row="${CSS.escape(name)}"] a`;

function beside(name: string): string[] {
  const row = document.querySelector(`[data-row="${CSS.escape(name)}"]`);
  return [row?.nextElementSibling, row?.previousElementSibling].flatMap((one) => (one instanceof HTMLElement && one.dataset["row"] ? [rowAt(one.dataset["row"])] : []));
}

export function remove(id: string, language: string, title: string): void {
  const name = rowName(id, language);
  const next = beside(name);
  const putBack = hide(id, language);
  deleteLater(pathOfVariant(id, language), t("settings.answers.deleted", { question: title }), () => { putBack(); focusOn(rowAt(name)); });
  focusOn(...next);
}
