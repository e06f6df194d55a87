// What starts the flow, and with which node it begins.
import { t } from "../../../i18n";
import { Icon, Menu, TextField } from "../../../ui";
import { TRIGGERS, type Trigger } from "../model/definition";
import { setTriggers } from "../model/change";
import { missingIn } from "../model/kinds";
import { Said } from "../problems";
import { act, definition, languages, problems, START } from "../session";
import { triggerText } from "../words";
import { Rows } from "./rows";
import { LanguageTabs, LocalText } from "./texts";
import { WordsField } from "./words-field";
import { Way } from "./ways";

const MOST_TRIGGERS = 50;
const FRESH: Record<Trigger["kind"], Trigger> = {
  keyword: { kind: "keyword", words: [] },
  button: { kind: "button", label: {} },
  page: { kind: "page", url: "" },
  event: { kind: "event", name: "" },
  time_on_page: { kind: "time_on_page", url: "*", seconds: 30 },
  conversation_start: { kind: "conversation_start" },
};

const Url = ({ url, onUrl }: { url: string; onUrl: (url: string) => void }) => <TextField label={t("settings.flows.trigger.url")} hint={t("settings.flows.trigger.url_hint")} dir="ltr" placeholder="*/returns*" maxLength={500} value={url} onInput={onUrl} />;

function Fields({ of, onTrigger }: { of: Trigger; onTrigger: (of: Trigger) => void }) {
  switch (of.kind) {
    case "keyword": return <WordsField label={t("settings.flows.trigger.words")} hint={t("settings.flows.trigger.words_hint")} words={of.words} onWords={(words) => onTrigger({ ...of, words })} />;
    case "button": return <LocalText label={t("settings.flows.trigger.label")} hint={t("settings.flows.trigger.label_hint")} most={200} texts={of.label} onTexts={(label) => onTrigger({ ...of, label })} />;
    case "page": return <Url url={of.url} onUrl={(url) => onTrigger({ ...of, url })} />;
    case "event": return <TextField label={t("settings.flows.trigger.event")} hint={t("settings.flows.trigger.event_hint")} dir="ltr" placeholder="cart_left" maxLength={100} value={of.name} onInput={(name) => onTrigger({ ...of, name })} />;
    case "time_on_page": return (
      <>
        <Url url={of.url} onUrl={(url) => onTrigger({ ...of, url })} />
        <TextField label={t("settings.flows.trigger.seconds")} type="number" min={1} max={3600} value={String(of.seconds)} onInput={(typed) => onTrigger({ ...of, seconds: Math.min(3600, Math.max(1, Math.round(Number(typed)) || 1)) })} />
      </>
    );
    case "conversation_start": return <p class="hint">{t("settings.flows.trigger.conversation_start_hint")}</p>;
  }
}

function AddTrigger({ onAdd }: { onAdd: (of: Trigger) => void }) {
  const items = TRIGGERS.map((kind) => ({ label: t(`settings.flows.trigger_kind.${kind}`), onSelect: () => onAdd(FRESH[kind]) }));
  return <Menu class="fl-add-trigger" label={t("settings.flows.trigger.add_long")} trigger={<><Icon name="plus" small /><span>{t("settings.flows.trigger.add")}</span></>} groups={[{ items }]} />;
}

export function Triggers() {
  const { triggers } = definition.value;
  const put = (fresh: Trigger[], key: string | null = null): void => act(setTriggers(definition.peek(), fresh), key);
  const labels = triggers.flatMap((one) => (one.kind === "button" ? [{ texts: one.label, optional: false }] : []));
  const wrong = problems.value.filter((one) => !one.node_id);
  return (
    <div class="fl-inspect">
      <div class="fl-inspect-head"><Icon name="play" /><h2 class="grow">{t("settings.flows.start")}</h2></div>
      <p class="hint">{t("settings.flows.start_hint")}</p>
      {wrong.length > 0 && <ul class="fl-said">{wrong.map((one, at) => <li key={at}><Said problem={one} /></li>)}</ul>}
      {labels.length > 0 && <LanguageTabs missing={missingIn(labels, languages.value)} />}
      <div class="fl-fields"><Rows legend={t("settings.flows.triggers")} all={triggers} nameOf={triggerText} onAll={(all) => put(all, "triggers")} adding={triggers.length < MOST_TRIGGERS && <AddTrigger onAdd={(one) => put([...triggers, one])} />}>
        {(one, _at, onTrigger) => <><p class="m fl-rowname">{t(`settings.flows.trigger_kind.${one.kind}`)}</p><Fields of={one} onTrigger={onTrigger} /></>}
      </Rows></div>
      <fieldset class="fl-part">
        <legend>{t("settings.flows.first_step")}</legend>
        <Way from={START} out="next" label={t("settings.flows.begins_with")} nowhere={t("settings.flows.nowhere.nothing")} />
      </fieldset>
    </div>
  );
}
