// The reason beside the state: one sentence under a route icon, which opens all that was decided.
import { locale, t } from "../i18n";
import { Icon } from "../ui";
import type { Conversation } from "../wire";
import { whyText } from "./activity";
import { wantsCall } from "./callback";
import { overlay } from "./dialogs";
import { state } from "./store";
import { cameFrom } from "./why/bar";
import { said } from "./why/Entry";
import { reasons } from "./why/reasons";

const both = (...said: (string | null | undefined)[]): string => said.filter(Boolean).join(locale.value === "en" ? " " : "");

/** By rule: what was decided says more than that it happened, and of what was accepted it says why. */
function sentence(one: Conversation): string | null {
  const { logs, me } = state.value;
  const known = reasons.value?.id === one.id ? reasons.value : null;
  const log = logs[one.id];
  const text = whyText(one, log?.messages ?? [], me?.id);
  if (one.waiting) return both(text, known?.waiting?.sentences[locale.value]);
  const came = cameFrom(one, known?.decisions ?? []);
  if (came?.kind === "given") return said(came);
  if (came?.kind === "offered") return both(text, said(came));
  return text ?? (came && log?.loaded ? said(came) : null);
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
