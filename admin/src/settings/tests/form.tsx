// One question of the test set, and the article that should answer it, or none: what nobody could answer is to be tested too.
import { useState } from "preact/hooks";
import { errorText, fieldErrors } from "../../errors";
import { plural, t } from "../../i18n";
import { focusFirstFault } from "../../setup/focus";
import { Button, Dialog, ErrorText, SelectField, TextArea, focusOn, toast } from "../../ui";
import { ChooseArticle, type Chosen } from "../answers/choose";
import { place } from "../answers/place";
import { nameOf } from "../brand/language-bar";
import { Radios } from "../parts/choices";
import { addTests } from "./store";

/** `also`: other wordings of the question, which go with it. */
export interface Draft { text: string; also: readonly string[]; locale: string | null; expected: Chosen | null; nothing: boolean }
export const EMPTY: Draft = { text: "", also: [], locale: null, expected: null, nothing: false };
/** So many are named. */
const MOST_NAMED = 5;

function Also({ all }: { all: readonly string[] }) {
  if (all.length === 0) return null;
  return (
    <div class="field">
      <span class="s-label">{plural("settings.tests.also", all.length)}</span>
      <ul class="t2 sm s-also">{all.slice(0, MOST_NAMED).map((text) => <li key={text} class="s-clamp" dir="auto">{text}</li>)}{all.length > MOST_NAMED && <li>…</li>}</ul>
    </div>
  );
}

interface ExpectedProps { draft: Draft; put: (part: Partial<Draft>) => void; fault: string | null; onChoose: () => void }

function Expected({ draft, put, fault, onChoose }: ExpectedProps) {
  const options = [
    { value: "article" as const, label: t("settings.tests.an_article"), hint: draft.expected?.title ?? t("settings.tests.none_chosen") },
    { value: "nothing" as const, label: t("settings.tests.nothing"), hint: t("settings.tests.nothing_hint") },
  ];
  return (
    <div class="field">
      <span class="s-label">{t("settings.tests.expected")}</span>
      <Radios label={t("settings.tests.expected")} value={draft.nothing ? "nothing" : "article"} options={options} onPick={(value) => put({ nothing: value === "nothing" })} />
      <ErrorText text={fault} />
      {!draft.nothing && <Button tiny icon="search" onClick={onChoose}>{t(draft.expected ? "settings.tests.choose_other" : "settings.tests.choose")}</Button>}
    </div>
  );
}

interface FormProps { inboxId: string; begin: Draft; onClose: () => void }

export function TestDialog({ inboxId, begin, onClose }: FormProps) {
  const [draft, setDraft] = useState(begin);
  const [choosing, setChoosing] = useState(false);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const put = (part: Partial<Draft>): void => { setDraft((now) => ({ ...now, ...part })); setWrong({}); };
  if (choosing) {
    const chosen = (expected: Chosen): void => { put({ expected }); setChoosing(false); focusOn("dialog footer .bt.main"); };
    return <ChooseArticle inboxId={inboxId} language={draft.locale} title={t("settings.tests.choose")} onChoose={chosen} onClose={() => setChoosing(false)} />;
  }
  const fail = (faults: Record<string, string>): void => { setWrong(faults); focusFirstFault(); };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (!draft.text.trim()) return fail({ text: t("settings.tests.text_missing") });
    if (!draft.nothing && !draft.expected) return fail({ article_id: t("settings.tests.expected_missing") });
    setBusy(true);
    try {
      const all = [draft.text.trim(), ...draft.also];
      await addTests(inboxId, all.map((text) => ({ text, locale: draft.locale, article_id: draft.nothing ? null : draft.expected!.id })));
      toast({ text: plural("settings.tests.added", all.length) });
      onClose();
    } catch (error) {
      const fields = fieldErrors(error);
      fail(Object.keys(fields).length > 0 ? fields : { all: errorText(error) });
      setBusy(false);
    }
  };
  const languages = [{ value: "", label: t("settings.tests.first_language") }, ...(place.value?.locales ?? []).map((value) => ({ value, label: nameOf(value) }))];
  return (
    <Dialog asks={draft.text === begin.text || "changed"} title={t("settings.tests.add")} onClose={onClose} footer={
      <><Button kind="bare" onClick={onClose}>{t("settings.cancel")}</Button><Button kind="main" type="submit" form="bot-test" busy={busy ? t("settings.saving") : undefined}>{t("settings.tests.keep")}</Button></>}>
      <form id="bot-test" noValidate onSubmit={(event) => void submit(event)}>
        <TextArea label={t("settings.tests.text")} hint={t("settings.tests.text_hint")} rows={2} maxLength={8000} value={draft.text} error={wrong["text"]} autofocus onInput={(text) => put({ text })} />
        <Also all={draft.also} />
        <SelectField label={t("settings.tests.language")} value={draft.locale ?? ""} choices={languages} error={wrong["locale"]} onChange={(locale) => put({ locale: locale || null })} />
        <Expected draft={draft} put={put} fault={wrong["article_id"] ?? null} onChoose={() => setChoosing(true)} />
        <ErrorText text={wrong["all"]} />
      </form>
    </Dialog>
  );
}
