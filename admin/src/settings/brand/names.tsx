// What the inbox is called: one name for the team, and for visitors another one in each language, if wished.
import { t } from "../../i18n";
import { TextField } from "../../ui";
import { draft, edit, faultOf } from "../draft";
import { LanguageBar } from "./language-bar";

export function Names({ language, onLanguage }: { language: string; onLanguage: (language: string) => void }) {
  const now = draft.value;
  if (!now) return null;
  const write = (text: string): void => edit("brand", { name: { ...now.brand.name, [language]: text } });
  return (
    <fieldset>
      <div class="s-head"><legend>{t("settings.brand.name")}</legend><LanguageBar label={t("settings.brand.shown_name_language")} language={language} onLanguage={onLanguage} /></div>
      <TextField label={t("settings.brand.team_name")} value={now.name} maxLength={200} dir="auto" error={faultOf("name")} onInput={(text) => edit("name", text)} />
      <div lang={language}>
        <TextField label={t("settings.brand.shown_name")} placeholder={now.name} value={now.brand.name[language] ?? ""} maxLength={60} dir="auto" error={faultOf("brand.name")} onInput={write} />
      </div>
    </fieldset>
  );
}
