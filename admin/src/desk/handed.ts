// A conversation that a colleague puts into my hands does not arrive unnoticed: who gave me whom is said once.
import { t } from "../i18n";
import { isMine } from "../state/views";
import { toast } from "../ui";
import type { Conversation } from "../wire";
import { nameOf } from "./names";
import { open, selectedId, state } from "./store";

interface Assigned { conversation: Conversation; reason: string }

/** What is given by rule is announced as such; here a person did it. */
const WORDS: Record<string, string> = { transferred: "handed", refused: "back", assigned: "assigned" };

function words({ conversation, reason }: Assigned): string {
  const { agents } = state.peek();
  const agent = conversation.handed_by ? agents[conversation.handed_by]?.name : undefined;
  const word = WORDS[reason] ?? "";
  return t(`handed.${word === "handed" && !agent ? "assigned" : word}`, { agent: agent ?? "", name: nameOf(conversation.visitor) });
}

export function tellHanded(news: Assigned): void {
  const { conversation } = news;
  if (!(news.reason in WORDS) || !isMine(conversation, state.peek().me?.id)) return;
  const { id } = conversation;
  if (id === selectedId.peek()) return void toast({ text: words(news) });
  toast({ text: words(news), action: { label: t("handed.open"), run: () => open(id, "mine") }, when: () => selectedId.value !== id });
}
