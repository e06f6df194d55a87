// In place of the reply field where I may not write: why, and the one step that would change it.
import { t } from "../i18n";
import { Button } from "../ui";
import type { Conversation } from "../wire";
import { busy, claim, reopen } from "./actions";
import { mayClaim, mayReopen } from "./rights";
import { line } from "./store";

function reason(one: Conversation): string {
  if (one.status === "resolved") return t(one.kind === "offline" ? "composer.offline" : "composer.resolved");
  if (one.kind === "offline") return t("composer.offline");
  if (one.waiting) return t("composer.not_yours_waiting");
  return one.assignee?.type === "bot" ? t("composer.not_yours_bot") : t("composer.not_yours", { agent: one.assignee?.name ?? "" });
}

export function NotMine({ one }: { one: Conversation }) {
  const off = Boolean(busy.value) || line.value !== "online";
  return (
    <div class="not-mine">
      <p class="grow t2">{reason(one)}</p>
      {one.kind === "live" && mayReopen(one) && <Button tiny disabled={off} onClick={() => void reopen(one.id)}>{t("conversation.reopen")}</Button>}
      {one.kind === "live" && mayClaim(one) && <Button tiny disabled={off} onClick={() => void claim(one.id)}>{t(one.waiting ? "conversation.claim" : "conversation.take_over")}</Button>}
    </div>
  );
}
