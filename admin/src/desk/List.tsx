// The list column: a view's conversations in groups, more on request, and what to say when there are none.
import { useState } from "preact/hooks";
import { errorText } from "../errors";
import { t } from "../i18n";
import { windowKey } from "../state/model";
import { answeredLately, countOf, groupsOf, waitingCount, type Group } from "../state/views";
import { Button, ErrorText, Skeleton, useLate } from "../ui";
import { now, sameDay } from "../ui/clock";
import type { View } from "../wire";
import { BellCard } from "./BellCard";
import { fetchMore, listError, refetchAll } from "./fetch";
import { Item, LatelyItem } from "./Item";
import { FindButton, InboxSwitch } from "./Rail";
import { leads } from "./rights";
import { fetched, inbox, pathOf, showsFloor, state, view } from "./store";
import { Missed } from "./Missed";
import { NobodyWaits } from "./Void";

function Waiting() {
  if (!useLate(true)) return null;
  return (
    <div aria-hidden="true">
      {[62, 80, 48, 70, 56].map((width) => (
        <div key={width} class="d-item"><Skeleton kind="round" /><div class="lines"><Skeleton width={`${width - 20}%`} /><Skeleton width={`${width}%`} /></div></div>
      ))}
    </div>
  );
}

function ShowMore({ of }: { of: View }) {
  const [loading, setLoading] = useState(false);
  const [wrong, setWrong] = useState<unknown>(null);
  if (!state.value.windows[windowKey(of, inbox.value)]?.next) return null;
  const more = async (): Promise<void> => {
    setLoading(true);
    setWrong(null);
    await fetchMore(of).catch(setWrong);
    setLoading(false);
  };
  return (
    <div class="d-more">
      <Button kind="bare" busy={loading ? t("list.loading") : undefined} onClick={() => void more()}>{t("list.more")}</Button>
      <ErrorText text={wrong ? errorText(wrong) : null} />
    </div>
  );
}

function Heading({ group }: { group: Group }) {
  if (!group.key) return null;
  return <h2><span>{t(`list.${group.key}`)}</span><span>{group.conversations.length}</span></h2>;
}

function Groups({ groups, of }: { groups: Group[]; of: View }) {
  const named = of !== "mine" && new Set(groups.flatMap((group) => group.conversations.map((one) => one.inbox_id))).size > 1;
  return (
    <>
      {groups.map((group) => (
        <section key={group.key} aria-label={group.key ? t(`list.${group.key}`) : undefined}>
          <Heading group={group} />
          <ul>{group.conversations.map((one) => <Item key={one.id} conversation={one} named={named} />)}</ul>
        </section>
      ))}
    </>
  );
}

/** What to do about an empty view: to answer is only said while somebody waits. */
function next(of: View): string {
  const call = of === "mine" && waitingCount(state.value, inbox.value) > 0;
  return t(call ? "empty.call_next" : `empty.${of}_next`);
}

function Body() {
  const of = view.value;
  const groups = groupsOf(state.value, of, inbox.value, (at) => sameDay(at, now.value));
  if (listError.value && !groups.length) {
    return <div class="d-none"><ErrorText text={errorText(listError.value)} /><Button onClick={() => void refetchAll()}>{t("ui.try_again")}</Button></div>;
  }
  const known = windowKey(of, inbox.value) in state.value.windows;
  if (!groups.length && !(fetched.value && known)) return <Waiting />;
  if (!groups.length && of === "waiting") return <><div class="for-turns"><NobodyWaits /></div><Lately /></>;
  if (!groups.length) return <div class="d-none"><p class="b">{t(`empty.${of}`)}</p><p class="t2 sm">{next(of)}</p></div>;
  return <><Groups groups={groups} of={of} /><ShowMore of={of} /></>;
}

/** While nobody waits, the list shows who was answered last, and by whom. */
function Lately() {
  const lately = answeredLately(state.value, inbox.value, (at) => sameDay(at, now.value));
  if (!lately.length) return <div class="d-none"><p class="t2 sm">{t("empty.nobody_yet")}</p></div>;
  return (
    <section aria-label={t("list.lately")}>
      <h2><span>{t("list.lately")}</span></h2>
      <ul>{lately.map((one) => <LatelyItem key={one.id} conversation={one} />)}</ul>
    </section>
  );
}

/** All and Resolved, and for leaders the floor, share a tab on the phone: a line above says which, and leads to the others. */
export function AllOrResolved() {
  const of = showsFloor.value ? null : view.value;
  if (of && of !== "all" && of !== "resolved") return null;
  const link = (to: View) => <a href={pathOf(to)} class={of === to ? "on" : ""} aria-current={of === to ? "page" : undefined}>{t(`nav.${to}`)}</a>;
  return <nav class="seg only-small" aria-label={t("nav.views")}>{link("all")}{link("resolved")}{leads(state.value.me) && <a href="/desk/floor" class={of ? "" : "on"} aria-current={of ? undefined : "page"}>{t("nav.floor")}</a>}</nav>;
}

export function List() {
  const of = view.value;
  const count = countOf(state.value, of, inbox.value);
  return (
    <section class="d-col d-listcol" aria-label={t("list.label")}>
      <header class="d-bar">
        <h1>{t(`nav.${of}`)}</h1>{count !== null && <span class="t3 num">{count}</span>}<span class="grow" />
        <span class="only-small"><InboxSwitch /></span><FindButton />
      </header>
      <div class="only-small"><Missed /></div>
      <div class="only-small"><BellCard flat /></div>
      <AllOrResolved />
      <div class="d-list" data-view={of}><Body /></div>
    </section>
  );
}
