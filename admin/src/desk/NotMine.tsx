// In place of the reply field where I may not write: why. The step that would change it stands in the head.
import { t } from "../i18n";
import type { Conversation } from "../wire";
import { wantsCall } from "./callback";
import { mayWhisper } from "./rights";
import { state } from "./store";

function reason(one: Conversation): string {
  if (one.kind === "offline") return t(wantsCall(one, state.value.logs[one.id]?.messages ?? []) ? "composer.call_back" : "composer.offline");
  if (one.status === "resolved") return t("composer.resolved");
  if (one.waiting) return t("composer.not_yours_waiting");
  if (one.assignee?.type === "bot") return t("composer.not_yours_bot");
  return t(mayWhisper(one, state.value.me) ? "composer.not_yours_whisper" : "composer.not_yours", { agent: one.assignee?.name ?? "" });
}

export const NotMine = ({ one }: { one: Conversation }) => <p class="not-mine t2">{reason(one)}</p>;
