// What brings a person: misses in a row, words that ask for one, and words of anger, in each language, one a line.
import { useState } from "preact/hooks";
import { locale, t } from "../../i18n";
import { TextArea } from "../../ui";
import { LanguageBar } from "../brand/language-bar";
import { draft, edit, faultOf } from "../draft";
import type { BotSettings, PerLocale } from "../model";
import { NumberInput } from "../parts/number-field";

const LISTS = ["person_words", "anger_words"] as const;
const LONGEST = 10_000;
const [FEWEST_ROWS, MOST_ROWS] = [4, 16] as const;
const linesOf = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter(Boolean);

interface ListProps { list: (typeof LISTS)[number]; language: string; all: PerLocale<string[]>; put: (all: PerLocale<string[]>) => void }

/** As it was typed, until the field is left: an empty line is one that somebody is about to fill. */
function List({ list, language, all, put }: ListProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (all[language] ?? []).join("\n");
  const rows = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, shown.split("\n").length + 1));
  const write = (text: string): void => { setTyped(text); put({ ...all, [language]: linesOf(text) }); };
  return (
    <div onFocusOut={() => setTyped(null)}>
      <TextArea label={t(`settings.bot.${list}`)} hint={t(`settings.bot.${list}_hint`)} rows={rows} maxLength={LONGEST} value={shown}
        error={faultOf(`routing.bot.${list}.${language}`) ?? faultOf(`routing.bot.${list}`)} onInput={write} />
    </div>
  );
}

export function Misses({ of }: { of: BotSettings }) {
  return (
    <div class="s-figure"><span class="grow">{t("settings.bot.misses")}</span>
      <NumberInput field="routing.bot.misses" label={t("settings.bot.misses")} unit={t("settings.bot.misses_unit")} value={of.misses} least={1} most={10} onNumber={(misses) => edit("routing", { bot: { ...of, misses } })} />
    </div>
  );
}

export function Words({ of }: { of: BotSettings }) {
  const [chosen, setLanguage] = useState<string | null>(null);
  const languages = draft.value?.locales ?? [];
  // The reader's own language first: words of another one say little to them.
  const language = [chosen, locale.value].find((one) => one !== null && languages.includes(one)) ?? languages[0] ?? "en";
  return (
    <div class="s-under">
      <div class="s-head"><span class="m">{t("settings.bot.words")}</span><LanguageBar label={t("settings.bot.words_language")} language={language} onLanguage={setLanguage} /></div>
      <div lang={language}>
        {LISTS.map((list) => <List key={`${list} ${language}`} list={list} language={language} all={of[list]} put={(all) => edit("routing", { bot: { ...of, [list]: all } })} />)}
      </div>
    </div>
  );
}
