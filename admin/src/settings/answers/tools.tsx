// Above the list: searching, filtering, a new article, and what is done to many: files, categories, collections, order.
import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";
import { navigate } from "../../router";
import { isAdmin } from "../../session";
import { Button, Icon, Menu, Segmented, SelectField, TextField, type MenuItem } from "../../ui";
import { nameOf } from "../brand/language-bar";
import { categories, collections, loadShelves } from "../store";
import { Categories } from "./categories";
import { Collections } from "./collections";
import type { Filter } from "./filter";
import { keptOf } from "./kept";
import { choose, place, places } from "./place";
import { Order } from "./order";
import { exportAs, Import } from "./transfer";
import { indented, treeOf } from "./tree";
import { NEW, pathOf } from "./work";

export interface ToolsProps { shown: number | undefined; total: number | undefined; filter: Filter; language: string; onFilter: (filter: Filter) => void; reading: string }
const DIALOGS = ["import", "categories", "collections", "order"] as const;
const ICONS = { import: "upload", categories: "book", collections: "copy", order: "sort" } as const;

function More({ inboxId, filter, reading }: { inboxId: string; filter: Filter; reading: string }) {
  const [open, setOpen] = useState<(typeof DIALOGS)[number] | null>(null);
  const close = (): void => setOpen(null);
  const out = (["csv", "json", "markdown"] as const).map((format) => ({ label: t(`settings.answers.export_${format}`), onSelect: () => exportAs(inboxId, format, filter.collection) }));
  const items: MenuItem[] = DIALOGS.map((name) => ({ label: t(`settings.answers.${name}_open`), icon: ICONS[name], onSelect: () => setOpen(name) }));
  return (
    <>
      <Menu end label={t("settings.answers.files")} class="s-menu" trigger={<Icon name="more" />} groups={[{ items }, { title: t("settings.answers.export"), items: out }]} />
      {open === "import" && <Import inboxId={inboxId} collectionId={filter.collection} onClose={close} />}
      {open === "categories" && <Categories inboxId={inboxId} reading={reading} collectionId={filter.collection || null} onClose={close} />}
      {open === "collections" && <Collections inboxId={inboxId} onClose={close} />}
      {open === "order" && <Order inboxId={inboxId} onClose={close} />}
    </>
  );
}

interface SelectProps { label: string; value: string; choices: readonly { value: string; label: string }[]; onChange: (value: string) => void }
const Select = ({ label, value, choices, onChange }: SelectProps) => (
  <select class="in s-category" aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
    {choices.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
  </select>
);

function Selects({ filter, onFilter, reading }: Pick<ToolsProps, "filter" | "onFilter" | "reading">) {
  const id = place.value?.id ?? "";
  const shelves = collections.value[id] ?? [];
  const all = (categories.value[id] ?? []).filter((one) => !filter.collection || one.collection_id === filter.collection);
  const tree = treeOf(all).map((one) => indented(one, reading));
  const standings = (["", "draft", "published", "archived"] as const).map((one) => ({ value: one, label: t(one ? `settings.answers.standing.${one}` : "settings.answers.in_use") }));
  return (
    <>
      {shelves.length > 1 && <Select label={t("settings.answers.collection")} value={filter.collection} onChange={(collection) => onFilter({ ...filter, collection, category: "" })}
        choices={[{ value: "", label: t("settings.answers.every_collection") }, ...shelves.map((one) => ({ value: one.id, label: one.name }))]} />}
      <Select label={t("settings.answers.status")} value={filter.status} choices={standings} onChange={(status) => onFilter({ ...filter, status: status as Filter["status"] })} />
      {tree.length > 0 && <Select label={t("settings.answers.category")} value={filter.category} choices={[{ value: "", label: t("settings.answers.every_category") }, ...tree]} onChange={(category) => onFilter({ ...filter, category })} />}
      <label class="s-tick"><input type="checkbox" checked={filter.review} onChange={(event) => onFilter({ ...filter, review: event.currentTarget.checked })} /><span>{t("settings.answers.to_review")}</span></label>
    </>
  );
}

/** A leader's choice of inbox; an admin's is in the rail. */
export function Whose() {
  if (isAdmin() || (places.value?.length ?? 0) < 2) return null;
  return <SelectField class="s-whose" label={t("settings.answers.inbox")} value={place.value?.id ?? ""} choices={(places.value ?? []).map((one) => ({ value: one.id, label: one.name }))} onChange={choose} />;
}

/** A new article that was begun is gone on with. */
function newPath(inboxId: string, reading: string, collection: string): string {
  const begun = keptOf(inboxId, null);
  return begun ? pathOf(NEW, begun.locale, begun.shelf) : pathOf(NEW, reading, collection);
}

export function Tools({ shown, total, filter, language, onFilter, reading }: ToolsProps) {
  const id = place.value?.id ?? "";
  // Filters that cannot be offered stay away; what went wrong is told by the list.
  useEffect(() => { void loadShelves(id).catch(() => undefined); }, [id]);
  const choices = [{ value: "", label: t("settings.answers.every_language") }, ...(place.value?.locales ?? []).map((value) => ({ value, label: nameOf(value) }))];
  return (
    <div class="s-tools">
      <Whose />
      <div class="s-row">
        <TextField class="grow s-quiet" type="search" label={t("settings.answers.search")} placeholder={t("settings.answers.search_short")} maxLength={200} value={filter.text} onInput={(text) => onFilter({ ...filter, text })} />
        <Button kind="main" icon="plus" onClick={() => navigate(newPath(id, reading, filter.collection))}>{t("settings.answers.new")}</Button>
        <More inboxId={id} filter={filter} reading={reading} />
      </div>
      <div class="s-row s-filters">
        <Segmented label={t("settings.answers.language")} value={language} choices={choices} onChange={(chosen) => onFilter({ ...filter, language: chosen })} />
        <Selects filter={filter} onFilter={onFilter} reading={reading} />
        <span class="t3 sm grow s-count" role="status">{shown !== undefined && total !== undefined && total > 0 && t("settings.answers.shown", { shown, all: total })}</span>
      </div>
    </div>
  );
}
