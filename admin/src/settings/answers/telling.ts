// What became of the article at hand, in short; what was told before of it is no longer so.
import { t } from "../../i18n";
import { toast } from "../../ui";
import { showsForeign } from "./markdown";
import { shared, words } from "./work";

export const TOPIC = "article";

/** `key` is of the words about answers; a picture that visitors will not see is told of as well. */
export function tell(key: string): void {
  const more = key.startsWith("saved") && showsForeign(words.peek().body) ? ` ${t("settings.answers.foreign_pictures")}` : "";
  const what = key === "saved" && shared.peek().visibility === "agents" ? "saved_agents" : key;
  toast({ text: t(`settings.answers.${what}`) + more, topic: TOPIC });
}
