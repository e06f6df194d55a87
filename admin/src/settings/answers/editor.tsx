// One question and its answer. Closing by accident keeps what was written for the next time the form opens.
import { useState } from "preact/hooks";
import { api } from "../../api";
import { errorText, fieldErrors } from "../../errors";
import { LOCALES, t } from "../../i18n";
import { Button, Dialog, ErrorText, SelectField, Switch, TextArea, TextField, toast } from "../../ui";
import { nameOf } from "../brand/language-bar";
import { focusFirstFault } from "../../setup/focus";
import type { Article } from "../model";
import { articles, changeArticles, inbox } from "../store";

interface Form { locale: string; question: string; answer: string; phrasings: string; category: string; suggested: boolean }
const drafts = new Map<string, Form>();

function formOf(article: Article | null, language: string): Form {
  if (!article) return { locale: language, question: "", answer: "", phrasings: "", category: "", suggested: false };
  return { ...article, phrasings: article.phrasings.join("\n"), category: article.category ?? "" };
}

function bodyOf(form: Form): Record<string, unknown> {
  const phrasings = form.phrasings.split("\n").map((line) => line.trim()).filter(Boolean);
  return { locale: form.locale, question: form.question.trim(), answer: form.answer.trim(), phrasings, category: form.category.trim(), suggested: form.suggested };
}

function emptyFields(form: Form): Record<string, string> {
  const names = (["question", "answer"] as const).filter((name) => !form[name].trim());
  return Object.fromEntries(names.map((name) => [name, t(`settings.answers.${name}_missing`)]));
}

async function store(inboxId: string, article: Article | null, form: Form): Promise<void> {
  const sent = article ? api<{ article: Article }>("PATCH", `/api/articles/${article.id}`, bodyOf(form)) : api<{ article: Article }>("POST", `/api/inboxes/${inboxId}/articles`, bodyOf(form));
  const { article: fresh } = await sent;
  changeArticles(inboxId, (now) => (article ? now.map((one) => (one.id === fresh.id ? fresh : one)) : [...now, fresh]));
}

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
        <TextField label={t("settings.answers.question")} value={form.question} maxLength={500} dir="auto" error={wrong["question"]} onInput={(question) => put({ question })} />
        <TextArea label={t("settings.answers.answer")} hint={t("settings.answers.answer_hint")} rows={5} maxLength={8000} value={form.answer} error={wrong["answer"]} onInput={(answer) => put({ answer })} />
        <TextArea label={t("settings.answers.phrasings")} hint={t("settings.answers.phrasings_hint")} rows={3} value={form.phrasings} error={wrong["phrasings"]} onInput={(phrasings) => put({ phrasings })} />
      </div>
      <Switch on={form.suggested} label={t("settings.answers.suggested")} onChange={(suggested) => put({ suggested })} />
    </>
  );
}

interface EditorProps { inboxId: string; article: Article | null; language: string; onClose: () => void; onDelete: (article: Article) => void }

export function Editor({ inboxId, article, language, onClose, onDelete }: EditorProps) {
  const key = article?.id ?? `new ${inboxId}`;
  const [form, setForm] = useState<Form>(() => drafts.get(key) ?? formOf(article, language));
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const put = (part: Partial<Form>): void => { const fresh = { ...form, ...part }; drafts.set(key, fresh); setForm(fresh); };
  const done = (): void => { drafts.delete(key); onClose(); };
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const empty = emptyFields(form);
    setWrong(empty);
    if (Object.keys(empty).length > 0) return focusFirstFault();
    if (busy) return;
    setBusy(true);
    try {
      await store(inboxId, article, form);
      toast({ text: t("settings.answers.saved") });
      done();
    } catch (error) {
      setWrong(fieldErrors(error));
      setFailed(Object.keys(fieldErrors(error)).length > 0 ? null : errorText(error));
      setBusy(false);
      focusFirstFault();
    }
  };
  const languages = [...new Set([...(inbox.value?.locales ?? LOCALES), form.locale])];
  const categories = [...new Set((articles.value[inboxId] ?? []).map((one) => one.category ?? "").filter(Boolean))];
  return (
    <Dialog wide title={t(article ? "settings.answers.edit" : "settings.answers.new")} onClose={onClose} footer={
      <>
        {article && <Button kind="bare" icon="trash" class="s-first" onClick={() => { done(); onDelete(article); }}>{t("settings.answers.delete_this")}</Button>}
        <Button kind="bare" onClick={done}>{t("settings.cancel")}</Button>
        <Button kind="main" type="submit" form="article" busy={busy ? t("settings.saving") : undefined}>{t("settings.answers.save")}</Button>
      </>}>
      <form id="article" noValidate onSubmit={(event) => void save(event)}>
        <Fields form={form} put={put} wrong={wrong} languages={languages} categories={categories} />
        <ErrorText text={failed} />
      </form>
    </Dialog>
  );
}
