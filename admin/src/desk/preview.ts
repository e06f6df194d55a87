// One line of a conversation for lists: who said what last, without markup and cut by the column. What the bot said last
// is news while it holds the talk, or reminds a silent visitor; else what the visitor wants says more to people who answer.
import { t } from "../i18n";
import type { Conversation, LastMessage } from "../wire";

/** While a person has the talk, the bot only asks whether the visitor is still there. */
const isReminder = (one: Conversation, last: LastMessage): boolean => one.assignee?.type === "agent" && last.created_at > (one.assigned_at ?? "~");

export function preview(one: Conversation, me: string | undefined): string {
  const last = one.last_message;
  if (!last || last.kind === "activity") return one.topic ?? t("list.no_text");
  if (last.author.type === "agent") return last.author.id === me ? t("list.you", { text: last.text }) : t("list.named", { name: last.author.name, text: last.text });
  if (last.author.type !== "bot") return last.text;
  return one.assignee?.type === "bot" || !one.topic || isReminder(one, last) ? t("list.bot", { text: last.text }) : one.topic;
}
