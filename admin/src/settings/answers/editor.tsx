// The dialog of one question and its answer. Closing by accident keeps what was written for the next time it opens, and so
// does saving: what was written while the server was answering is still there.
import { useEffect, useRef, useState } from "preact/hooks";
import { errorText, fieldErrors } from "../../errors";
import { LOCALES, t } from "../../i18n";
import { Button, Dialog, ErrorText, SelectField, Switch, TextArea, TextField, toast } from "../../ui";
import { nameOf } from "../brand/language-bar";
import { focusFirstFault } from "../../setup/focus";
import { categories, inbox } from "../store";
import { drafts, emptyFields, formOf, store, type Form, type Opened } from "./form";

interface FieldsProps { form: Form; put: (part: Partial<Form>) => void; wrong: Record<string, string>; languages: string[]; categories: string[] }

function Fields({ form, put, wrong, languages, categories }: FieldsProps) {
  return (
    <>
      <div class="s-pair">
        <SelectField label={t("settings.answers.language")} value={form.locale} choices={languages.map((value) => ({ value, label: nameOf(value) }))} onChange={(locale) => put({ locale })} error={wrong["locale"]} />
        <div class="field">
          <label for="article-category">{t("settings.answers.category")}</label>
          <input id="article-category" class="in" list="article-categories" maxLength={100} value={form.category} placeholder={t("settings.answers.category_placeholder")} onInput={(event) => put({ category: event.currentTarget.value })} />
          <datalist id="article-categories">{categories.map((one) => <option key={one} value={one} />)}</datalist>
          <ErrorText text={wrong["category"]} />
        </div>
      </div>
      <div lang={form.locale}>
        <TextField label={t("settings.answers.question")} value={form.title} maxLength={500} dir="auto" error={wrong["title"]} onInput={(title) => put({ title })} />
        <TextArea label={t("settings.answers.answer")} hint={t("settings.answers.answer_hint")} rows={5} maxLength={8000} value={form.answer} error={wrong["answer"]} onInput={(answer) => put({ answer })} />
        <TextArea label={t("settings.answers.phrasings")} hint={t("settings.answers.phrasings_hint")} rows={3} value={form.phrasings} error={wrong["phrasings"]} onInput={(phrasings) => put({ phrasings })} />
      </div>
      <Switch on={form.suggested} label={t("settings.answers.suggested")} onChange={(suggested) => put({ suggested })} />
    </>
  );
}

interface EditorProps { inboxId: string; opened: Opened | null; language: string; onClose: () => void; onDelete: (opened: Opened) => void }

/** The article that the form is about; a new one becomes one with its first saving, and what is written after that changes it. */
function useArticleForm(inboxId: string, given: Opened | null, language: string) {
  const article = useRef(given);
  const keyNow = (): string => (article.current ? `${article.current.article.id} ${article.current.locale}` : `new ${inboxId}`);
  const [form, setForm] = useState<Form>(() => drafts.get(keyNow()) ?? formOf(inboxId, given, language));
  const latest = useRef(form);
  const here = useRef(true);
  useEffect(() => () => { here.current = false; }, []);
  const put = (part: Partial<Form>): void => {
    latest.current = { ...latest.current, ...part };
    drafts.set(keyNow(), latest.current);
    setForm(latest.current);
  };
  const drop = (): void => { drafts.delete(keyNow()); };
  /** Answers whether all that is written was sent: words may have been added meanwhile. */
  const save = async (): Promise<boolean> => {
    const sent = latest.current;
    const fresh = await store(inboxId, article.current, sent);
    drop();
    article.current = fresh;
    if (latest.current === sent) return true;
    drafts.set(keyNow(), latest.current);
    return false;
  };
  return { form, put, drop, save, here };
}

export function Editor({ inboxId, opened, language, onClose, onDelete }: EditorProps) {
  const { form, put, drop, save, here } = useArticleForm(inboxId, opened, language);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const done = (): void => { drop(); onClose(); };
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const empty = emptyFields(form);
    setWrong(empty);
    setFailed(null);
    if (Object.keys(empty).length > 0) return focusFirstFault();
    if (busy) return;
    setBusy(true);
    try {
      const all = await save();
      toast({ text: t("settings.answers.saved") });
      if (all && here.current) onClose();
    } catch (error) {
      setWrong(fieldErrors(error));
      setFailed(Object.keys(fieldErrors(error)).length > 0 ? null : errorText(error));
      if (here.current) focusFirstFault();
      else toast({ text: errorText(error), kind: "bad" });
    }
    setBusy(false);
  };
  const languages = opened ? [opened.locale] : [...new Set([...(inbox.value?.locales ?? LOCALES), form.locale])];
  const names = (categories.value[inboxId] ?? []).map((one) => one.names[form.locale] ?? "").filter(Boolean);
  return (
    <Dialog wide title={t(opened ? "settings.answers.edit" : "settings.answers.new")} onClose={onClose} footer={
      <>
        {opened && <Button kind="bare" icon="trash" class="s-first" onClick={() => { done(); onDelete(opened); }}>{t("settings.answers.delete_this")}</Button>}
        <Button kind="bare" onClick={done}>{t("settings.cancel")}</Button>
        <Button kind="main" type="submit" form="article" busy={busy ? t("settings.saving") : undefined}>{t("settings.answers.save")}</Button>
      </>}>
      <form id="article" noValidate onSubmit={(event) => void send(event)}>
        <Fields form={form} put={put} wrong={wrong} languages={languages} categories={names} />
        <ErrorText text={failed} />
      </form>
    </Dialog>
  );
}
