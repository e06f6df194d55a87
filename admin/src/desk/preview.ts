// One line of a conversation for lists: who said what last, without markup and cut by the column. What the bot said last
// is news only while it holds the talk; to people who answer, what the visitor wants says more.
import { t } from "../i18n";
import type { Conversation } from "../wire";

export function preview(one: Conversation, me: string | undefined): string {
  const last = one.last_message;
  if (!last || last.kind === "activity") return one.topic ?? t("list.no_text");
  if (last.author.type === "agent") return last.author.id === me ? t("list.you", { text: last.text }) : t("list.named", { name: last.author.name, text: last.text });
  if (last.author.type !== "bot") return last.text;
  return one.assignee?.type === "bot" || !one.topic ? t("list.bot", { text: last.text }) : one.topic;
}
