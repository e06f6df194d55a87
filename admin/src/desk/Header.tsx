// The conversation's head: name, state in a sentence, and what can be done with it.
import { t } from "../i18n";
import { inLine, isMine, waitsSince } from "../state/views";
import { Avatar, Button, Menu, type MenuItem, Icon } from "../ui";
import { ago, now, waited } from "../ui/clock";
import type { Conversation } from "../wire";
import { busy, claim, reopen, resolve, takeOver } from "./actions";
import { overlay } from "./dialogs";
import { nameOf } from "./names";
import { Priority, taggedSo } from "./Wants";
import { offered } from "./offered";
import { mayClaim, mayRefuse, mayReopen, mayResolve, mayTakeOver, mayTransfer } from "./rights";
import { closeConversation, line, selectedLog, state } from "./store";

function span(since: string | null): string {
  const minutes = Math.floor((now.value - Date.parse(since ?? "")) / 60_000);
  if (!Number.isFinite(minutes) || minutes < 1) return t("time.under_minute");
  return minutes < 60 ? t("time.minutes", { n: minutes }) : t("time.hours", { h: Math.floor(minutes / 60), m: minutes % 60 });
}

/** The minute that just went by is said in words of its own: "Resolved just now". */
const happened = (key: string, at: string): string => (now.value - Date.parse(at) < 60_000 ? t(`conversation.state.${key}_now`) : t(`conversation.state.${key}`, { time: ago(at) }));

function stateOf(one: Conversation): string {
  if (one.status === "resolved") return happened("resolved", one.resolved_at ?? one.updated_at);
  if (inLine(one)) return t("conversation.state.waiting", { wait: waited(waitsSince(one)) });
  if (one.waiting) return happened("offline", one.created_at);
  if (one.assignee?.type === "bot") return t("conversation.state.bot");
  if (isMine(one, state.value.me?.id)) return t("conversation.state.mine", { time: span(one.assigned_at) });
  return t("conversation.state.agent", { name: one.assignee?.name ?? "", time: span(one.assigned_at) });
}

/** Nothing can be done with it now: something is being done already, or the line is lost. */
const held = (id: string): boolean => Boolean(busy.value?.endsWith(id)) || line.value !== "online";

/** Words that give way to their icon where the name needs the room. */
const Words = ({ of }: { of: string }) => <span class="words">{t(of)}</span>;

const refusable = (one: Conversation): boolean => mayRefuse(one, selectedLog.value?.messages ?? [], state.value.me);

function Actions({ one }: { one: Conversation }) {
  const me = state.value.me;
  const off = held(one.id);
  const inLineNow = one.waiting && one.kind === "live";
  const rings = inLineNow && !offered.value;
  const answer = inLineNow ? "conversation.claim" : one.kind === "offline" ? "conversation.take" : "conversation.take_over";
  return (
    <div class="d-acts">
      {refusable(one) && <Button icon="retry" disabled={off} onClick={() => { overlay.value = "refuse"; }} class="refuse">{t("transfer.refuse")}</Button>}
      {mayTakeOver(one, me) && <Button icon="hand" disabled={off} onClick={() => void takeOver(one.id)} class="roomy" label={t("conversation.take_over")}><Words of="conversation.take_over" /></Button>}
      {mayTransfer(one, me) && <Button icon="swap" disabled={off} onClick={() => { overlay.value = "transfer"; }} class="roomy" label={t("conversation.transfer")}><Words of="conversation.transfer" /></Button>}
      {mayResolve(one, me) && <Button icon="check" shortcut="E" disabled={off} class="roomy" label={t("conversation.resolve")} onClick={() => void resolve(one.id)}><Words of="conversation.resolve" /></Button>}
      {mayReopen(one) && <Button icon="retry" shortcut="E" disabled={off} onClick={() => void reopen(one.id)}>{t("conversation.reopen")}</Button>}
      {mayClaim(one, me) && <Button kind={rings ? "ringing" : inLineNow || one.kind === "offline" ? "quiet" : "main"} shortcut={rings ? "A" : undefined} disabled={off} onClick={() => void claim(one.id)}>{t(answer)}</Button>}
    </div>
  );
}

/** On a phone Take over, Transfer and Resolve are in a menu. */
function SmallMenu({ one }: { one: Conversation }) {
  const me = state.value.me;
  const disabled = held(one.id);
  const items: MenuItem[] = [];
  if (refusable(one)) items.push({ label: t("transfer.refuse"), icon: "retry", disabled, onSelect: () => { overlay.value = "refuse"; } });
  if (mayTakeOver(one, me)) items.push({ label: t("conversation.take_over"), icon: "hand", disabled, onSelect: () => void takeOver(one.id) });
  if (mayTransfer(one, me)) items.push({ label: t("conversation.transfer"), icon: "swap", disabled, onSelect: () => { overlay.value = "transfer"; } });
  if (mayResolve(one, me)) items.push({ label: t("conversation.resolve"), icon: "check", disabled, onSelect: () => void resolve(one.id) });
  return items.length ? <Menu class="only-small" end label={t("ui.more")} groups={[{ items }]} trigger={<Icon name="more" />} /> : null;
}

export function Header({ one }: { one: Conversation }) {
  const name = nameOf(one.visitor);
  return (
    <header class="d-bar d-head">
      <Button kind="bare" icon="back" label={t("ui.back")} class="only-turns" onClick={closeConversation} />
      <Avatar name={name} size={28} />
      <div class="grow">
        <div class="flex name"><h1 class="cut" title={name}>{name}</h1><span class={taggedSo(one) ? "only-drawer" : "flex"}><Priority of={one.priority} /></span></div>
        <div class="cp t3 cut" title={stateOf(one)}>{stateOf(one)}</div>
      </div>
      <Actions one={one} />
      <Button kind="bare" icon="person" label={t("conversation.person")} class="only-drawer" onClick={() => { overlay.value = "person"; }} />
      <SmallMenu one={one} />
    </header>
  );
}
