// The reason beside the state: one sentence under a route icon, which opens all that was decided.
import { locale, t } from "../i18n";
import { Icon } from "../ui";
import type { Conversation } from "../wire";
import { whyText } from "./activity";
import { wantsCall } from "./callback";
import { overlay } from "./dialogs";
import { state } from "./store";
import { said } from "./why/Entry";
import { reasons } from "./why/reasons";

/** By rule: what was decided says more than that it happened. */
const BY_RULE = new Set(["given", "offered", "accepted"]);

function sentence(one: Conversation): string | null {
  const { logs, me } = state.value;
  const known = reasons.value?.id === one.id ? reasons.value : null;
  const text = whyText(one, logs[one.id]?.messages ?? [], me?.id);
  const newest = known?.decisions[0];
  if (one.waiting) return [text, known?.waiting?.sentences[locale.value]].filter(Boolean).join(locale.value === "en" ? " " : "");
  if (newest && (!text || BY_RULE.has(newest.kind))) return said(newest);
  return text;
}

export function Why({ one }: { one: Conversation }) {
  const text = sentence(one);
  if (!text) return null;
  if (one.kind === "offline") return <div class="d-why"><Icon name={wantsCall(one, state.value.logs[one.id]?.messages ?? []) ? "phone" : "mail"} small /><span>{text}</span></div>;
  return (
    <button type="button" class="d-why" aria-haspopup="dialog" title={t("why_panel.open")} onClick={() => { overlay.value = "why"; }}>
      <Icon name="route" small /><span class="grow">{text}</span><Icon name="next" small />
    </button>
  );
}
