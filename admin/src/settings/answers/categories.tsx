// The tree of categories in a dialog: named in every language of the inbox, ordered, moved, made and deleted.
import { useRef, useState } from "preact/hooks";
import { api } from "../../api";
import { errorText, fieldErrors } from "../../errors";
import { LOCALES, plural, t } from "../../i18n";
import { Button, Dialog, ErrorText, SelectField, TextField } from "../../ui";
import { nameOf } from "../brand/language-bar";
import type { Category } from "../model";
import { RowButton } from "../parts/row-button";
import { moved } from "../routing/rule";
import { categories, collections, loadCategories } from "../store";
import { place } from "./place";
import { branchOf, childrenOf, indented, nameIn, placesOf, treeOf } from "./tree";

/** `reading` is the language in which categories are named here. */
interface Of { inboxId: string; collectionId: string | null; reading: string }
interface FormProps extends Of { category: Category | null; all: Category[]; onDone: () => void }

const languages = (): readonly string[] => place.value?.locales ?? LOCALES;

function useSending(done: () => void, inboxId: string) {
  const [failed, setFailed] = useState<string | null>(null);
  const send = (...ask: Parameters<typeof api>): void => {
    api(...ask).then(() => loadCategories(inboxId)).then(done, (error: unknown) => setFailed(Object.values(fieldErrors(error))[0] ?? errorText(error)));
  };
  return { failed, setFailed, send };
}

function CategoryForm({ category, all, inboxId, collectionId, reading, onDone }: FormProps) {
  const [names, setNames] = useState<Category["names"]>(category?.names ?? {});
  const [parent, setParent] = useState(category?.parent_id ?? "");
  const [sure, setSure] = useState(false);
  const { failed, setFailed, send } = useSending(onDone, inboxId);
  const below = category ? branchOf(all, category.id) : new Set<string>();
  const parents = treeOf(all).filter((one) => !below.has(one.category.id)).map((one) => indented(one, reading));
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
      <div class="s-formfoot">
        {category && <Button class="s-first" kind={sure ? "danger" : "bare"} icon="trash" onClick={() => (sure ? send("DELETE", `/api/categories/${category.id}`) : setSure(true))}>{t(sure ? "settings.answers.category_delete_sure" : "settings.answers.category_delete")}</Button>}
        <Button kind="bare" onClick={onDone}>{t("settings.cancel")}</Button>
        <Button kind="main" type="submit">{t("settings.answers.category_save")}</Button>
      </div>
    </form>
  );
}

interface TreeProps { inboxId: string; reading: string; all: Category[]; onEdit: (category: Category | null) => void }

function Tree({ inboxId, reading, all, onEdit }: TreeProps) {
  const { failed, setFailed, send } = useOrdering(inboxId);
  return (
    <>
      {all.length === 0 && <p class="t2">{t("settings.answers.no_categories")}</p>}
      <ul class="s-tree">
        {treeOf(all).map(({ category, depth }) => {
          const name = nameIn(category, reading);
          const beside = childrenOf(all, category.parent_id);
          const at = beside.findIndex((one) => one.id === category.id);
          const move = (to: number): void => { setFailed(null); void send(moved(beside, at, to)); };
          return (
            <li key={category.id} style={{ paddingInlineStart: `${depth * 20}px` }}>
              <span class="grow wrap">{name} <span class="t3 cp">{plural("settings.answers.category_count", category.articles)}</span></span>
              <Button kind="bare" icon="rise" label={t("settings.routing.rule.up", { name })} disabled={at === 0} onClick={() => move(at - 1)} />
              <Button kind="bare" icon="down" label={t("settings.routing.rule.down", { name })} disabled={at === beside.length - 1} onClick={() => move(at + 1)} />
              <RowButton text={t("settings.answers.category_change")} name={t("settings.answers.category_change_named", { name })} onClick={() => onEdit(category)} />
            </li>
          );
        })}
      </ul>
      <ErrorText text={failed} />
      <Button icon="plus" onClick={() => onEdit(null)}>{t("settings.answers.category_new")}</Button>
    </>
  );
}

/** Categories beside one another are moved; only those whose place is another one are told to the server. */
function useOrdering(inboxId: string) {
  const [failed, setFailed] = useState<string | null>(null);
  // What is pressed before the answer would move things from where they stood before.
  const busy = useRef(false);
  const send = async (wanted: Category[]): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    const places = placesOf(wanted.map((one) => one.position));
    try {
      for (const [at, one] of wanted.entries()) if (one.position !== places[at]) await api("PATCH", `/api/categories/${one.id}`, { position: places[at] });
    } catch (error) {
      setFailed(errorText(error));
    }
    await loadCategories(inboxId).catch(() => undefined);
    busy.current = false;
  };
  return { failed, setFailed, send };
}

export function Categories({ inboxId, collectionId, reading, onClose }: Of & { onClose: () => void }) {
  const [edited, setEdited] = useState<Category | "new" | null>(null);
  const shelves = collections.value[inboxId] ?? [];
  const home = shelves.find((one) => one.home_inbox_id === inboxId)?.id ?? null;
  const [chosen, setChosen] = useState<string | null>(collectionId);
  const shelf = chosen ?? home;
  const all = (categories.value[inboxId] ?? []).filter((one) => shelf === null || one.collection_id === shelf);
  const choices = shelves.map((one) => ({ value: one.id, label: one.name }));
  return (
    <Dialog asks title={t(edited === "new" ? "settings.answers.category_new" : "settings.answers.categories")} onClose={onClose}>
      {!edited && collectionId === null && shelves.length > 1 && <SelectField label={t("settings.answers.collection")} value={shelf ?? ""} choices={choices} onChange={setChosen} />}
      {edited
        ? <CategoryForm inboxId={inboxId} reading={reading} collectionId={shelf} category={edited === "new" ? null : edited} all={all} onDone={() => setEdited(null)} />
        : <Tree inboxId={inboxId} reading={reading} all={all} onEdit={(category) => setEdited(category ?? "new")} />}
    </Dialog>
  );
}
