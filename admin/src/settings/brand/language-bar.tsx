// The row of languages an inbox speaks: what is written below is for the chosen one.
import { LOCALE_NAMES, type Locale } from "../../i18n";
import { Segmented } from "../../ui";
import { draft } from "../draft";

export const nameOf = (language: string): string => LOCALE_NAMES[language as Locale] ?? language;

export function LanguageBar({ label, language, onLanguage }: { label: string; language: string; onLanguage: (language: string) => void }) {
  const languages = draft.value?.locales ?? [];
  if (languages.length < 2) return <span class="t3 sm">{nameOf(language)}</span>;
  return <Segmented label={label} value={language} onChange={onLanguage} choices={languages.map((value) => ({ value, label: <span lang={value}>{nameOf(value)}</span> }))} />;
}
