// Above the list: searching, filtering, a new article, files.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { navigate } from "../../router";
import { isAdmin } from "../../session";
import { Button, Icon, Menu, Segmented, SelectField, TextField } from "../../ui";
import { nameOf } from "../brand/language-bar";
import { categories } from "../store";
import type { Answer, Filter } from "./filter";
import { choose, place, places } from "./place";
import { exportAs, Import } from "./transfer";
import { indented, treeOf } from "./tree";
import { NEW, pathOf } from "./work";

export interface ToolsProps { all: readonly Answer[]; shown: number; filter: Filter; onFilter: (filter: Filter) => void; reading: string }

function Files({ inboxId }: { inboxId: string }) {
  const [importing, setImporting] = useState(false);
  const out = (["csv", "json", "markdown"] as const).map((format) => ({ label: t(`settings.answers.export_${format}`), onSelect: () => exportAs(inboxId, format) }));
  return (
    <>
      <Menu end label={t("settings.answers.files")} class="s-menu" trigger={<Icon name="more" />} groups={[{ items: [{ label: t("settings.answers.import_open"), icon: "upload", onSelect: () => setImporting(true) }] }, { title: t("settings.answers.export"), items: out }]} />
      {importing && <Import inboxId={inboxId} onClose={() => setImporting(false)} />}
    </>
  );
}

function Selects({ filter, onFilter, reading }: Pick<ToolsProps, "filter" | "onFilter" | "reading">) {
  const tree = treeOf(categories.value[place.value?.id ?? ""] ?? []);
  return (
    <>
      <select class="in s-category" aria-label={t("settings.answers.status")} value={filter.status} onChange={(event) => onFilter({ ...filter, status: event.currentTarget.value as Filter["status"] })}>
        {(["", "draft", "published", "archived"] as const).map((one) => <option key={one} value={one}>{t(one ? `settings.answers.standing.${one}` : "settings.answers.in_use")}</option>)}
      </select>
      {tree.length > 0 && (
        <select class="in s-category" aria-label={t("settings.answers.category")} value={filter.category} onChange={(event) => onFilter({ ...filter, category: event.currentTarget.value })}>
          <option value="">{t("settings.answers.every_category")}</option>
          {tree.map((one) => indented(one, reading)).map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
        </select>
      )}
      <label class="s-tick"><input type="checkbox" checked={filter.review} onChange={(event) => onFilter({ ...filter, review: event.currentTarget.checked })} /><span>{t("settings.answers.to_review")}</span></label>
    </>
  );
}

/** A leader's choice of inbox; an admin's is in the rail. */
function Whose() {
  if (isAdmin() || (places.value?.length ?? 0) < 2) return null;
  return <SelectField class="s-whose" label={t("settings.answers.inbox")} value={place.value?.id ?? ""} choices={(places.value ?? []).map((one) => ({ value: one.id, label: one.name }))} onChange={choose} />;
}

export function Tools({ all, shown, filter, onFilter, reading }: ToolsProps) {
  const languages = [...new Set([...(place.value?.locales ?? []), ...all.map((one) => one.variant.locale)])];
  const choices = [{ value: "", label: t("settings.answers.every_language") }, ...languages.map((value) => ({ value, label: nameOf(value) }))];
  return (
    <div class="s-tools">
      <Whose />
      <div class="s-row">
        <TextField class="grow s-quiet" type="search" label={t("settings.answers.search")} placeholder={t("settings.answers.search_short")} value={filter.text} onInput={(text) => onFilter({ ...filter, text })} />
        <Button kind="main" icon="plus" onClick={() => navigate(pathOf(NEW, reading))}>{t("settings.answers.new")}</Button>
        <Files inboxId={place.value?.id ?? ""} />
      </div>
      <div class="s-row">
        <Segmented label={t("settings.answers.language")} value={filter.language} choices={choices} onChange={(language) => onFilter({ ...filter, language })} />
        <Selects filter={filter} onFilter={onFilter} reading={reading} />
        <span class="t3 sm grow s-count" role="status">{t("settings.answers.shown", { shown, all: all.length })}</span>
      </div>
    </div>
  );
}
