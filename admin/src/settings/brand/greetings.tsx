// What a visitor reads first, for each language: one line for everybody, one for who comes back.
import { t } from "../../i18n";
import { ErrorText, TextArea } from "../../ui";
import { draft, edit, faultOf } from "../draft";
import type { Greeting } from "../model";
import { LanguageBar } from "./language-bar";

const EMPTY: Greeting = { new: "", returning: "" };

export function Greetings({ language, onLanguage }: { language: string; onLanguage: (language: string) => void }) {
  const greetings = draft.value?.greetings ?? {};
  const now = greetings[language] ?? EMPTY;
  const write = (part: Partial<Greeting>): void => edit("greetings", { [language]: { ...now, ...part } });
  const fault = (field: string): string | null => faultOf(`greetings.${language}.${field}`);
  const elsewhere = fault("new") || fault("returning") ? null : faultOf("greetings");
  return (
    <fieldset>
      <div class="s-head"><legend>{t("settings.brand.greeting")}</legend><LanguageBar label={t("settings.brand.greeting_language")} language={language} onLanguage={onLanguage} /></div>
      <div lang={language}>
        <TextArea class="s-tight" label={t("settings.brand.greeting_new")} rows={1} maxLength={500} value={now.new} error={fault("new")} onInput={(text) => write({ new: text })} />
        <TextArea class="s-tight" label={t("settings.brand.greeting_returning")} hint={t("settings.brand.greeting_hint", { name: "{name}" })} rows={1} maxLength={500} value={now.returning} error={fault("returning")} onInput={(text) => write({ returning: text })} />
      </div>
      <ErrorText text={elsewhere} />
    </fieldset>
  );
}
