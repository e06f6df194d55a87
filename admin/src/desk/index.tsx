// The desk: rail, list, conversation, person. Holds the connection while it is on the screen.
import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { agent } from "../session";
import { callsForMe } from "../state/views";
import { withoutOldTyping } from "../state/reduce";
import { now } from "../ui/clock";
import { tellWhatIsSeen } from "./bell";
import { tellDelivered } from "./delivery";
import { connect, disconnect } from "./connection";
import { Conversation } from "./Conversation";
import { loadDrafts } from "./drafts";
import { fetchView, openLog, refetchAll } from "./fetch";
import { listenToKeys } from "./keyboard";
import { Keys } from "./Keys";
import { standForBell } from "./leader";
import { List } from "./List";
import { MyPage } from "./Me";
import { nameOf } from "./names";
import { Offline, saysOffline } from "./Offline";
import { loadOutbox } from "./outbox";
import { overlay } from "./dialogs";
import { Palette } from "./Palette";
import { Person, PersonDrawer } from "./Person";
import { Rail } from "./Rail";
import { fetched, inbox, line, selected, selectedId, showsMe, state, update, view } from "./store";
import { Tabs } from "./Tabs";
import { Today } from "./Today";
import { Transfer } from "./Transfer";

function title(): void {
  const calls = callsForMe(state.value);
  const name = selected.value ? nameOf(selected.value.visitor) : t(`nav.${view.value}`);
  document.title = `${calls ? `(${calls}) ` : ""}${name} · Deskbell`;
}

/** What is chosen is fetched: a view when it is first looked at, a log each time it is opened, all for another inbox. */
function followChoice(): () => void {
  let shown = inbox.peek();
  const stops = [
    effect(() => { if (line.value === "online" && fetched.value) void fetchView(view.value); }),
    effect(() => { const id = selectedId.value; if (id && line.peek() === "online") void openLog(id); tellWhatIsSeen(); }),
    effect(() => { if (inbox.value !== shown) { shown = inbox.value; if (line.peek() === "online") void refetchAll(); } }),
    effect(() => { const at = now.value; if (Object.keys(state.peek().typing).length) update((known) => withoutOldTyping(known, at)); }),
    effect(title),
    effect(tellDelivered),
  ];
  return () => stops.forEach((stop) => stop());
}

function watchFocus(): () => void {
  const names = ["focus", "blur"] as const;
  for (const name of names) addEventListener(name, tellWhatIsSeen);
  document.addEventListener("visibilitychange", tellWhatIsSeen);
  return () => {
    for (const name of names) removeEventListener(name, tellWhatIsSeen);
    document.removeEventListener("visibilitychange", tellWhatIsSeen);
  };
}

function useDesk(): void {
  const me = agent.value?.id;
  useEffect(() => {
    loadDrafts();
    const stops = [loadOutbox(), listenToKeys(), standForBell(), followChoice(), watchFocus()];
    connect();
    return () => { disconnect(); stops.forEach((stop) => stop()); };
  }, [me]);
}

export default function Desk() {
  useDesk();
  const shown = selectedId.value ? "shows-conversation" : showsMe.value ? "shows-me" : "shows-list";
  return (
    <div class={`d-app ${shown} ${saysOffline() ? "cut-off" : ""}`}>
      <a class="skip" href="#conversation">{t("ui.skip")}</a>
      <Rail />
      <Offline />
      <List />
      {showsMe.value && <MyPage />}
      <Conversation />
      {selected.value ? <Person conversation={selected.value} /> : <Today />}
      <Tabs />
      {overlay.value === "keys" && <Keys />}
      {overlay.value === "palette" && <Palette />}
      {overlay.value === "transfer" && selected.value && <Transfer conversation={selected.value} />}
      {overlay.value === "person" && selected.value && <PersonDrawer conversation={selected.value} />}
    </div>
  );
}
