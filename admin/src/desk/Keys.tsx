// All keys, and the switch that silences single letters.
import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { Dialog, Switch } from "../ui";
import { overlay } from "./dialogs";
import { lettersOn, setLetters } from "./keyboard";
import { leads } from "./rights";
import { state } from "./store";

const key = (name: string): ComponentChildren => <kbd class="key">{name}</kbd>;

function rows(): [string, ComponentChildren][] {
  return [
    ["answer", key("A")], ["offered", <>{key("A")} {key("D")}</>], ["reply", key("R")], ["note", key("N")], ["resolve", key("E")], ["transfer", key("T")],
    ["next", key("J")], ["previous", key("K")],
    ["views", <>{key("G")} <span class="t3 cp">{t("keys.then")}</span> {key("W")} {key("M")} {key("A")} {key("R")}</>],
    ...(leads(state.value.me) ? [["floor", <>{key("G")} <span class="t3 cp">{t("keys.then")}</span> {key("F")}</>] as [string, ComponentChildren]] : []),
    ["palette", key("Ctrl K")], ["send", key("↵")], ["newline", key("Shift ↵")], ["escape", key("Esc")], ["this", key("?")],
  ];
}

export function Keys() {
  return (
    <Dialog title={t("keys.title")} onClose={() => { overlay.value = null; }}>
      <dl class="keys">{rows().map(([name, keys]) => <div key={name}><dt>{t(name === "offered" ? "offered.key" : name === "floor" ? "floor.title" : `keys.${name}`)}</dt><dd>{keys}</dd></div>)}</dl>
      <Switch on={lettersOn.value} label={t("keys.letters")} onChange={setLetters} />
    </Dialog>
  );
}
