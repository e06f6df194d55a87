// The desk: rail, list, conversation, person. The connection is attend.ts's work: it holds on other screens too.
import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { Conversation } from "./Conversation";
import { listenToKeys } from "./keyboard";
import { Floor } from "./floor/Floor";
import { Keys } from "./Keys";
import { List } from "./List";
import { MyPage } from "./Me";
import { nameOf } from "./names";
import { Needs } from "./Needs";
import { Offline, saysOffline } from "./Offline";
import { overlay } from "./dialogs";
import { offered } from "./offered";
import { OfferedAtDesk } from "./OfferedCard";
import { Palette } from "./Palette";
import { Person, PersonDrawer } from "./Person";
import { Rail } from "./Rail";
import { Refuse } from "./Refuse";
import { SignOut } from "./SignOut";
import { selected, selectedId, showsFloor, showsMe, view } from "./store";
import { Tabs } from "./Tabs";
import { Today } from "./Today";
import { Transfer } from "./Transfer";
import { followReasons } from "./why/reasons";
import { WhyPanel } from "./why/WhyPanel";

function title(): void {
  document.title = `${selected.value ? nameOf(selected.value.visitor) : t(showsFloor.value ? "floor.title" : `nav.${view.value}`)} · Deskbell`;
}

function useDesk(): void {
  useEffect(() => {
    const stops = [listenToKeys(), effect(title), followReasons()];
    return () => stops.forEach((stop) => stop());
  }, []);
}

function Columns() {
  return (
    <>
      <List />
      {showsMe.value && <MyPage />}
      <Conversation />
      {selected.value ? <Person conversation={selected.value} /> : <Today />}
    </>
  );
}

export default function Desk() {
  useDesk();
  const shown = showsFloor.value ? "two" : selectedId.value ? "shows-conversation" : showsMe.value ? "shows-me" : "shows-list";
  return (
    <div class={`d-app ${shown} ${saysOffline() ? "cut-off" : ""} ${offered.value ? "asked" : ""}`}>
      <a class="skip" href="#conversation">{t("ui.skip")}</a>
      <Rail />
      <Offline />
      <OfferedAtDesk />
      {showsFloor.value ? <Floor /> : <Columns />}
      <Tabs />
      {overlay.value === "keys" && <Keys />}
      {overlay.value === "palette" && <Palette />}
      {overlay.value === "sign_out" && <SignOut />}
      {overlay.value === "transfer" && selected.value && <Transfer conversation={selected.value} />}
      {overlay.value === "needs" && selected.value && <Needs key={selected.value.id} conversation={selected.value} />}
      {overlay.value === "refuse" && selected.value && <Refuse conversation={selected.value} />}
      {overlay.value === "person" && selected.value && <PersonDrawer conversation={selected.value} />}
      {overlay.value === "why" && selected.value && <WhyPanel key={selected.value.id} conversation={selected.value} />}
    </div>
  );
}
