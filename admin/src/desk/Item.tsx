// One conversation in the list: who, what last, since when, and at most one line of chips.
import { plural, t } from "../i18n";
import { handedUnsaid, inLine, isMine, myTurn, toldSilent, turnSince, waitsSince } from "../state/views";
import { Avatar, Icon, Stars, Time } from "../ui";
import { now, spoken, waited } from "../ui/clock";
import type { Conversation } from "../wire";
import { wantsCall } from "./callback";
import { begun } from "./drafts";
import { nameOf } from "./names";
import { outbox } from "./outbox";
import { preview } from "./preview";
import { pathOf, selectedId, state, view } from "./store";
import { Priority, wanted } from "./Wants";

/** Minutes that a visitor waits for a word, once the inbox's rule finds them too many. */
function overdue(one: Conversation): number | null {
  if (!toldSilent(one, state.value.me)) return null;
  const minutes = Math.floor((now.value - Date.parse(turnSince(one))) / 60_000);
  return Math.max(1, minutes);
}

function When({ one, late }: { one: Conversation; late: boolean }) {
  if (inLine(one)) return <time class="ring num" dateTime={waitsSince(one)}>{waited(waitsSince(one))}</time>;
  const at = one.resolved_at ?? (myTurn(one, state.value.me?.id) ? turnSince(one) : one.last_message?.created_at ?? one.updated_at);
  return <Time at={at} class={late ? "ring" : ""} />;
}

function Left({ one }: { one: Conversation }) {
  const call = wantsCall(one, state.value.logs[one.id]?.messages ?? []);
  return <span class="chip"><Icon name={call ? "phone" : "mail"} />{t(call ? "list.call_back" : "list.offline")}</span>;
}

function Chips({ one, late, box }: { one: Conversation; late: number | null; box: string | undefined }) {
  const { me } = state.value;
  const other = one.assignee && !isMine(one, me?.id) && one.status !== "resolved" ? one.assignee : null;
  const failed = outbox.value.some((out) => out.conversation_id === one.id && out.failed);
  const chips = [
    failed && <span class="chip bad"><Icon name="alert" />{t("list.failed")}</span>,
    late !== null && <span class="chip brass"><Icon name="clock" />{t("list.no_reply", { n: late })}</span>,
    one.priority !== "normal" && <Priority of={one.priority} />,
    ...wanted(one).slice(0, 2).map((word) => <span key={word} class="chip"><span class="cut" dir="auto">{word}</span></span>),
    view.value !== "mine" && other && <span class="chip"><span class="cut">{other.type === "bot" ? t("list.with_bot") : t("list.with", { name: other.name })}</span></span>,
    one.kind === "offline" && <Left one={one} />,
    box && <span class="chip"><span class="cut">{box}</span></span>,
    one.csat && <Stars rating={one.csat.rating} />,
  ].filter(Boolean);
  return chips.length ? <div class="tags">{chips}</div> : null;
}

function Last({ one }: { one: Conversation }) {
  const typing = state.value.typing[one.id];
  if (typing?.author.type === "visitor" && one.status !== "resolved") return <p class="cut okc">{t("list.typing")}</p>;
  const drafted = begun.value.has(one.id) && selectedId.value !== one.id;
  return <p class="cut">{drafted && <span class="b t2">{t("list.draft")} · </span>}{preview(one, state.value.me?.id)}</p>;
}

/** `named`: the inboxes differ in this list, so each says its own. Where all wait, the line stays two lines high. */
export function Item({ conversation: one, named }: { conversation: Conversation; named: boolean }) {
  const on = selectedId.value === one.id;
  const late = overdue(one);
  const line = view.value === "waiting";
  const box = named ? state.value.inboxes.find((known) => known.id === one.inbox_id)?.name : undefined;
  const mine = isMine(one, state.value.me?.id);
  const handed = mine && !on && handedUnsaid(one);
  const fresh = handed || (one.unread > 0 && one.status !== "resolved" && (inLine(one) || mine));
  return (
    <li>
      <a class={`d-item ${on ? "on" : ""} ${fresh ? "new" : ""}`} href={pathOf(view.value, one.id)} aria-current={on ? "true" : undefined} data-conversation={one.id}>
        <Avatar name={nameOf(one.visitor)} />
        <div class="lines">
          <div class="top"><b class="cut">{nameOf(one.visitor)}</b><When one={one} late={late !== null} /></div>
          <div class="low"><Last one={one} />{line && box && <span class="t3 cp cut box">{box}</span>}{fresh && !line && <i class="unread" role="img" aria-label={one.unread ? plural("list.unread", one.unread) : t("list.handed")} />}</div>
          <Chips one={one} late={late} box={line ? undefined : box} />
        </div>
      </a>
    </li>
  );
}

function answered(one: Conversation): string {
  const mine = isMine(one, state.value.me?.id) ? "_you" : "";
  const params = { name: one.assignee?.name ?? "", wait: spoken(one.waited_seconds ?? 0) };
  const words = one.first_reply_at ? "answered" : "given";
  return t(`list.${words}${one.waited_seconds === null ? "" : "_wait"}${mine}`, params);
}

/** Somebody who does not wait any more. */
export function LatelyItem({ conversation: one }: { conversation: Conversation }) {
  const name = nameOf(one.visitor);
  return (
    <li>
      <a class="d-item" href={pathOf(view.value, one.id)}>
        <Avatar name={name} />
        <div class="lines">
          <div class="top"><b class="cut">{name}</b><Time at={one.assigned_at ?? one.updated_at} as="clock" /></div>
          <div class="low"><p class="cut">{answered(one)}</p></div>
        </div>
      </a>
    </li>
  );
}
