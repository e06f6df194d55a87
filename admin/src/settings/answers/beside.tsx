// What all languages of an article share, and how the language at hand stands.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, Icon, SelectField, Switch, TextField } from "../../ui";
import type { Collection } from "../model";
import { Ago } from "../parts/ago";
import { categories, collections } from "../store";
import { Categories } from "./categories";
import { Judged, StandingChip } from "./chips";
import { standingOf, variantIn, type Shared } from "./form";
import { place } from "./place";
import { indented, treeOf } from "./tree";
import { Versions } from "./versions";
import { article, language, share, shared, shelf } from "./work";

/** The article's page in the help centre; none for agents' articles and languages that the inbox does not have. */
function pageOf(): string | null {
  const [of, at, variant] = [article.value, place.value, variantIn(article.value, language.value)];
  if (!of || !at || variant?.status !== "published" || of.visibility !== "everybody" || !at.locales.includes(language.value)) return null;
  return `/help/${at.key}/${language.value}/a/${encodeURIComponent(variant.slug)}-${of.id.slice(-8)}`;
}

function Standing() {
  const [versions, setVersions] = useState(false);
  const [of, variant, page] = [article.value, variantIn(article.value, language.value), pageOf()];
  return (
    <div class="s-standing">
      <StandingChip of={standingOf(variant)} />
      {variant?.published_at && variant.status === "published" && <p class="sm t2">{t("settings.answers.published_at")} <Ago at={variant.published_at} /></p>}
      {of?.author && <p class="sm t2">{t("settings.answers.by", { name: of.author.name })}</p>}
      {variant && <p><Judged helpful={variant.helpful} unhelpful={variant.unhelpful} /></p>}
      {page && <a class="s-link" href={page} target="_blank" rel="noopener"><Icon name="globe" small /> {t("settings.answers.page")}</a>}
      {variant && <Button tiny icon="clock" onClick={() => setVersions(true)}>{t("settings.answers.versions")}</Button>}
      {versions && <Versions onClose={() => setVersions(false)} />}
    </div>
  );
}

/** Where a new article will be; an article stays where it is. */
function Shelf({ shelves, home }: { shelves: Collection[]; home: string }) {
  const of = article.value;
  if (shelves.length < 2) return null;
  if (of) return <p class="field"><span class="s-label">{t("settings.answers.collection")}</span><span class="wrap">{shelves.find((one) => one.id === of.collection_id)?.name}</span></p>;
  const put = (id: string): void => { shelf.value = id; share({ category_id: null }); };
  return <SelectField label={t("settings.answers.collection")} value={shelf.value || home} choices={shelves.map((one) => ({ value: one.id, label: one.name }))} onChange={put} />;
}

function Category() {
  const [open, setOpen] = useState(false);
  const of = article.value;
  const id = place.value?.id ?? "";
  const shelves = collections.value[id] ?? [];
  const home = shelves.find((one) => one.home_inbox_id === id)?.id ?? "";
  const at = of?.collection_id ?? (shelf.value || home);
  const fitting = (categories.value[id] ?? []).filter((one) => !at || one.collection_id === at);
  const choices = [{ value: "", label: t("settings.answers.no_category") }, ...treeOf(fitting).map((one) => indented(one, language.value))];
  return (
    <>
      <Shelf shelves={shelves} home={home} />
      <SelectField label={t("settings.answers.category")} value={shared.value.category_id ?? ""} choices={choices} onChange={(id) => share({ category_id: id || null })} />
      <Button tiny class="s-under-field" onClick={() => setOpen(true)}>{t("settings.answers.categories")}</Button>
      {open && <Categories inboxId={id} reading={language.value} collectionId={at || null} onClose={() => setOpen(false)} />}
    </>
  );
}

export function Beside({ wrong }: { wrong: Record<string, string> }) {
  const now = shared.value;
  const readers = (["everybody", "agents"] as const).map((value) => ({ value, label: t(`settings.answers.visible.${value}`) }));
  return (
    <aside class="s-side" aria-label={t("settings.answers.about")}>
      <Standing />
      <h2>{t("settings.answers.about")}</h2>
      <p class="hint s-lead">{t("settings.answers.about_hint")}</p>
      <Category />
      <SelectField label={t("settings.answers.visibility")} value={now.visibility} choices={readers} onChange={(value) => share({ visibility: value as Shared["visibility"] })} />
      <TextField type="date" label={t("settings.answers.review_on")} hint={t("settings.answers.review_hint")} value={now.review_on ?? ""} error={wrong["review_on"]} onInput={(value) => share({ review_on: value || null })} />
      <Switch on={now.suggested} label={t("settings.answers.suggested")} onChange={(suggested) => share({ suggested })} />
    </aside>
  );
}
