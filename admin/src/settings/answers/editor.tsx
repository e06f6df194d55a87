// The page of one article: its languages, what it says in the one at hand, what they share beside it, saving below.
import { useEffect, useState } from "preact/hooks";
import { errorText, fieldErrors } from "../../errors";
import { LOCALES, t } from "../../i18n";
import { navigate, query } from "../../router";
import { focusFirstFault } from "../../setup/focus";
import { Icon, Segmented } from "../../ui";
import { nameOf } from "../brand/language-bar";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { loadShelves } from "../store";
import { Bar } from "./bar";
import { Beside } from "./beside";
import { StandingChip } from "./chips";
import { Conflict } from "./conflict";
import { Fields } from "./fields";
import { changedLanguages, missing, standingOf, variantIn, wordsIn } from "./form";
import { Leaving, useGuard } from "./leaving";
import { place } from "./place";
import { article, close, conflict, edits, language, NEW, open, shelf } from "./work";

const languages = (): string[] => [...new Set([...(place.value?.locales ?? LOCALES), ...(article.value?.variants ?? []).map((one) => one.locale)])];

function Languages() {
  const choices = languages().map((value) => ({ value, label: <span class="flex">{nameOf(value)}<StandingChip of={standingOf(variantIn(article.value, value))} /></span> }));
  return <div class="s-languages"><Segmented label={t("settings.answers.language")} value={language.value} choices={choices} onChange={(value) => { language.value = value; }} /></div>;
}

/** The language asked for in the address, else one that the article has. */
function firstLanguage(): string {
  const wanted = query("language");
  if (wanted && languages().includes(wanted)) return wanted;
  return article.value?.variants[0]?.locale ?? place.value?.locales[0] ?? "en";
}

/** Faults of fields, and of everything that is no field's. */
function useFaults() {
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState<string | null>(null);
  /** Counted, since only a new refusal leads to the first fault: forgetting one must not. */
  const [refusals, setRefusals] = useState(0);
  const refuse = (fields: Record<string, string>): void => { setWrong(fields); setRefusals((before) => before + 1); };
  const clear = (): void => { setWrong({}); setFailed(null); };
  /** The field is being mended. */
  const forget = (name: string): void => { if (wrong[name]) setWrong(Object.fromEntries(Object.entries(wrong).filter(([other]) => other !== name))); };
  /** Whether every changed language has what it needs; shows the first that has not. */
  const check = (publishing: boolean): boolean => {
    const changed = changedLanguages(article.peek(), edits.peek());
    const all = publishing || !article.peek() ? [language.peek(), ...changed] : changed;
    for (const locale of all) {
      const lacks = missing(wordsIn(article.peek(), edits.peek(), locale), publishing && locale === language.peek());
      if (lacks.length === 0) continue;
      language.value = locale;
      refuse(Object.fromEntries(lacks.map((name) => [name, t(`settings.answers.${name}_missing`)])));
      return false;
    }
    return true;
  };
  const tell = (error: unknown): boolean => {
    if (conflict.peek() !== null) return true;
    const fields = fieldErrors(error);
    refuse(fields);
    setFailed(Object.keys(fields).length > 0 ? null : errorText(error));
    return true;
  };
  useEffect(() => { if (Object.keys(wrong).length > 0) focusFirstFault(); }, [refusals]);
  useEffect(() => {
    const back = (): void => setFailed(null);
    addEventListener("online", back);
    return () => removeEventListener("online", back);
  }, []);
  return { wrong, failed, clear, forget, check, tell };
}

export type Faults = ReturnType<typeof useFaults>;

export function Editor({ id, inboxId }: { id: string; inboxId: string }) {
  useGuard(inboxId);
  const loaded = useLoaded(async () => { if (await open(id)) language.value = firstLanguage(); if (id === NEW) shelf.value = query("collection") ?? ""; }, [id]);
  const faults = useFaults();
  useEffect(() => {
    void loadShelves(inboxId).catch(() => undefined);
    return close;
  }, []);
  const here = id === NEW ? article.value === null && loaded.ready : article.value?.id === id;
  return (
    <>
      <div class="s-body s-split narrow">
        <div class="s-form">
          <p class="s-tight"><a class="s-back" href="/settings/answers"><Icon name="back" small />{t("settings.answers.all")}</a></p>
          {!here && <><NotLoaded of={loaded} />{!loaded.error && <Loading />}</>}
          {here && <><Languages /><Fields wrong={faults.wrong} onMend={faults.forget} /></>}
        </div>
        {here && <Beside wrong={faults.wrong} />}
      </div>
      {here && <Bar inboxId={inboxId} faults={faults} onGone={() => navigate("/settings/answers")} />}
      <Conflict />
      <Leaving onFault={faults.tell} />
    </>
  );
}
