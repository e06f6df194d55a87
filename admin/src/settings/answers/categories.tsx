// The tree of categories in a dialog: named in every language of the inbox, moved, made and deleted.
import { useState } from "preact/hooks";
import { api } from "../../api";
import { errorText, fieldErrors } from "../../errors";
import { LOCALES, t } from "../../i18n";
import { Button, Dialog, ErrorText, SelectField, TextField } from "../../ui";
import { nameOf } from "../brand/language-bar";
import type { Category } from "../model";
import { RowButton } from "../parts/row-button";
import { categories, loadArticles } from "../store";
import { place } from "./place";
import { branchOf, indented, nameIn, treeOf } from "./tree";
import { language } from "./work";

interface Of { inboxId: string; collectionId: string | null }
interface FormProps extends Of { category: Category | null; all: Category[]; onDone: () => void }

const languages = (): readonly string[] => place.value?.locales ?? LOCALES;

function useSending(done: () => void, inboxId: string) {
  const [failed, setFailed] = useState<string | null>(null);
  const send = (...ask: Parameters<typeof api>): void => {
    api(...ask).then(() => loadArticles(inboxId)).then(done, (error: unknown) => setFailed(Object.values(fieldErrors(error))[0] ?? errorText(error)));
  };
  return { failed, setFailed, send };
}

function CategoryForm({ category, all, inboxId, collectionId, onDone }: FormProps) {
  const [names, setNames] = useState<Category["names"]>(category?.names ?? {});
  const [parent, setParent] = useState(category?.parent_id ?? "");
  const [sure, setSure] = useState(false);
  const { failed, setFailed, send } = useSending(onDone, inboxId);
  const below = category ? branchOf(all, category.id) : new Set<string>();
  const parents = treeOf(all).filter((one) => !below.has(one.category.id)).map((one) => indented(one, language.value));
  const submit = (event: Event): void => {
    event.preventDefault();
    const written = Object.fromEntries(Object.entries(names).map(([locale, name]) => [locale, name?.trim()]).filter(([, name]) => name));
    if (Object.keys(written).length === 0) return setFailed(t("settings.answers.category_unnamed"));
    const form = { names: written, parent_id: parent || null };
    if (category) send("PATCH", `/api/categories/${category.id}`, form);
    else send("POST", `/api/inboxes/${inboxId}/categories`, collectionId ? { ...form, collection_id: collectionId } : form);
  };
  return (
    <form noValidate onSubmit={submit}>
      {languages().map((locale) => <TextField key={locale} label={t("settings.answers.category_name", { language: nameOf(locale) })} maxLength={200} value={names[locale] ?? ""} onInput={(name) => setNames({ ...names, [locale]: name })} />)}
      <SelectField label={t("settings.answers.category_parent")} value={parent} choices={[{ value: "", label: t("settings.answers.category_top") }, ...parents]} onChange={setParent} />
      <ErrorText text={failed} />
      {sure && <p class="t2" role="alert">{t("settings.answers.category_delete_hint")}</p>}
      <div class="s-row">
        <Button kind="main" type="submit">{t("settings.answers.category_save")}</Button>
        <Button kind="bare" onClick={onDone}>{t("settings.cancel")}</Button>
        {category && <Button kind={sure ? "danger" : "bare"} icon="trash" onClick={() => (sure ? send("DELETE", `/api/categories/${category.id}`) : setSure(true))}>{t(sure ? "settings.answers.category_delete_sure" : "settings.answers.category_delete")}</Button>}
      </div>
    </form>
  );
}

function Tree({ all, onEdit }: { all: Category[]; onEdit: (category: Category | null) => void }) {
  return (
    <>
      {all.length === 0 && <p class="t2">{t("settings.answers.no_categories")}</p>}
      <ul class="s-tree">
        {treeOf(all).map(({ category, depth }) => {
          const name = nameIn(category, language.value);
          return (
            <li key={category.id} style={{ paddingInlineStart: `${depth * 20}px` }}>
              <span class="grow wrap">{name} <span class="t3 cp">{t("settings.answers.category_count", { count: category.articles })}</span></span>
              <RowButton text={t("settings.answers.category_change")} name={t("settings.answers.category_change_named", { name })} onClick={() => onEdit(category)} />
            </li>
          );
        })}
      </ul>
      <Button icon="plus" onClick={() => onEdit(null)}>{t("settings.answers.category_new")}</Button>
    </>
  );
}

export function Categories({ inboxId, collectionId, onClose }: Of & { onClose: () => void }) {
  const [edited, setEdited] = useState<Category | "new" | null>(null);
  const all = (categories.value[inboxId] ?? []).filter((one) => collectionId === null || one.collection_id === collectionId);
  return (
    <Dialog title={t(edited === "new" ? "settings.answers.category_new" : "settings.answers.categories")} onClose={onClose}>
      {edited
        ? <CategoryForm inboxId={inboxId} collectionId={collectionId} category={edited === "new" ? null : edited} all={all} onDone={() => setEdited(null)} />
        : <Tree all={all} onEdit={(category) => setEdited(category ?? "new")} />}
    </Dialog>
  );
}
