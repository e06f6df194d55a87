// One line of a conversation for lists: who said what last, without markup and cut by the column.
import { t } from "../i18n";
import type { Conversation } from "../wire";

export function preview(one: Conversation, me: string | undefined): string {
  const last = one.last_message;
  if (!last || last.kind === "activity") return one.topic ?? t("list.no_text");
  if (last.author.type === "agent") return last.author.id === me ? t("list.you", { text: last.text }) : t("list.named", { name: last.author.name, text: last.text });
  return last.author.type === "bot" ? t("list.bot", { text: last.text }) : last.text;
}
