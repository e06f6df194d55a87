// A text that visitors read, in the language that is edited, and the row of languages that shows where something is missing.
import { useRef } from "preact/hooks";
import { t } from "../../../i18n";
import { Menu, Segmented, TextArea, TextField } from "../../../ui";
import { nameOf as languageName } from "../../brand/language-bar";
import type { Texts } from "../model/definition";
import { namesKept } from "../model/names";
import { definition, language, languages, pickLanguage } from "../session";
import { read } from "../words";

export function LanguageTabs({ missing }: { missing: readonly string[] }) {
  if (languages.value.length < 2) return null;
  const label = (of: string) => <><span lang={of}>{languageName(of)}</span>{missing.includes(of) && <><i class="fl-lack" aria-hidden="true" /><span class="hidden">{t("settings.flows.lacks")}</span></>}</>;
  return <div class="fl-tabs"><Segmented label={t("settings.flows.language")} value={language.value} onChange={pickLanguage} choices={languages.value.map((value) => ({ value, label: label(value) }))} /></div>;
}

/** An emptied text is no text: its language is missing again. */
function written(texts: Texts, text: string): Texts {
  const { [language.value]: _, ...others } = texts;
  return text ? { ...others, [language.value]: text } : others;
}

interface TextProps { label: string; texts: Texts; onTexts: (texts: Texts) => void; long?: boolean; hint?: string; names?: boolean; most?: number; error?: string | null }

/** What stands in another language is shown as a help for whoever translates it. */
export function LocalText({ label, texts, onTexts, long, hint, names, most = 4000, error }: TextProps) {
  const box = useRef<HTMLDivElement>(null);
  const value = texts[language.value] ?? "";
  const put = (text: string): void => onTexts(written(texts, text));
  const insert = (name: string): void => {
    const field = box.current?.querySelector<HTMLTextAreaElement>("textarea, input");
    const at = field?.selectionStart ?? value.length;
    put(`${value.slice(0, at)}{{${name}}}${value.slice(field?.selectionEnd ?? at)}`);
    field?.focus();
  };
  const Field = long ? TextArea : TextField;
  const kept = names ? namesKept(definition.value) : [];
  return (
    <div class="fl-text" ref={box} lang={language.value}>
      <Field label={label} hint={hint} value={value} placeholder={read(texts)} maxLength={most} error={error} onInput={put} {...(long ? { rows: 3 } : { dir: "auto" as const })} />
      {kept.length > 0 && (
        <Menu class="fl-insert" end label={t("settings.flows.insert_into", { label })} trigger={<span>{t("settings.flows.insert")}</span>}
          groups={[{ title: t("settings.flows.insert_title"), items: kept.map((name) => ({ label: name, onSelect: () => insert(name) })) }]} />
      )}
    </div>
  );
}
