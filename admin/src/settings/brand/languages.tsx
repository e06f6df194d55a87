// Which languages the inbox speaks, and which one everybody else gets: the first of the list.
import { LOCALE_NAMES, LOCALES, t } from "../../i18n";
import { ErrorText, SelectField } from "../../ui";
import { draft, edit, faultOf } from "../draft";
import { Ticks } from "../parts/choices";
import { nameOf } from "./language-bar";

export function Languages() {
  const chosen = draft.value?.locales ?? [];
  const first = chosen[0] ?? "en";
  const known = [...LOCALES, ...chosen.filter((one) => !(LOCALES as readonly string[]).includes(one))];
  // The first stays first, so that ticking a box does not change what strangers read.
  const choose = (wanted: string[]): void => {
    if (wanted.length > 0) edit("locales", wanted.includes(first) ? [first, ...wanted.filter((one) => one !== first)] : wanted);
  };
  return (
    <fieldset>
      <Ticks label={t("settings.brand.languages")} hint={t("settings.brand.languages_hint")} chosen={chosen} onChoose={choose}
        options={known.map((value) => ({ value, label: LOCALE_NAMES[value as keyof typeof LOCALE_NAMES] ?? value, lang: value }))} />
      {chosen.length > 1 && (
        <SelectField label={t("settings.brand.first_language")} value={first} onChange={(to) => edit("locales", [to, ...chosen.filter((one) => one !== to)])}
          choices={chosen.map((value) => ({ value, label: nameOf(value) }))} />
      )}
      <ErrorText text={faultOf("locales")} />
    </fieldset>
  );
}
