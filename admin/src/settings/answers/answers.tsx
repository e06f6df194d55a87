// What the bot knows: the list with its filters, the form, and "Try it" beside them.
import { useState } from "preact/hooks";
import { errorText } from "../../errors";
import { locale, t } from "../../i18n";
import { Button, Icon, Segmented, TextField, toast } from "../../ui";
import { nameOf } from "../brand/language-bar";
import type { Article } from "../model";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { articles, changeArticles, inbox, loadArticles, pathOfVariant } from "../store";
import { deleteLater } from "../undo";
import { Editor } from "./editor";
import { categoryName, open, variantOf, type Opened } from "./form";
import { TryIt } from "./try-it";

/** One language of an article: a row of the list. */
interface Answer { article: Article; variant: Article["variants"][number]; category: string }
interface Filter { language: string; text: string; category: string }
const EVERYTHING: Filter = { language: "", text: "", category: "" };

const answersOf = (inboxId: string, all: readonly Article[]): Answer[] =>
  all.flatMap((article) => article.variants.filter((variant) => variant.status !== "archived").map((variant) => ({ article, variant, category: categoryName(inboxId, article.category_id, variant.locale) })));

/** Until somebody picks a language, the one they read the desk in, if there is anything to read in it. */
const openingLanguage = (all: readonly Answer[]): string => (all.some(({ variant }) => variant.locale === locale.value) ? locale.value : "");

function fits({ variant, category }: Answer, filter: Filter): boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const body = [variant.title, variant.answer].join("\n").toLowerCase();
  return (filter.language === "" || variant.locale === filter.language)
    && (filter.category === "" || category === filter.category) && words.every((word) => body.includes(word));
}

/** One language less; the last one is the article. */
function remove(inboxId: string, id: string, language: string, title: string): void {
  const before = articles.peek()[inboxId]?.find((one) => one.id === id);
  if (!before) return;
  const without = { ...before, variants: before.variants.filter((one) => one.locale !== language) };
  changeArticles(inboxId, (now) => now.map((one) => (one.id === id ? without : one)));
  deleteLater(pathOfVariant(id, language), t("settings.answers.deleted", { question: title }), () =>
    changeArticles(inboxId, (now) => now.map((one) => (one.id === id ? before : one))));
}

function Row({ answer: { article, variant, category }, onEdit, onDelete }: { answer: Answer; onEdit: () => void; onDelete: () => void }) {
  return (
    <li class="s-answer">
      <button type="button" class="grow s-open" onClick={onEdit} lang={variant.locale}>
        <b class="wrap">{variant.title}</b>
        <span class="t2 s-two">{variant.answer}</span>
        <span class="s-chips">
          {category && <span class="chip">{category}</span>}
          {article.suggested && <span class="chip acc">{t("settings.answers.suggested_chip")}</span>}
          {variant.phrasings_count > 0 && <span class="t3 cp">{t("settings.answers.phrasings_count", { count: variant.phrasings_count })}</span>}
        </span>
      </button>
      <Button kind="bare" icon="trash" label={t("settings.answers.delete", { question: variant.title })} onClick={onDelete} />
    </li>
  );
}

interface ToolsProps { all: Answer[]; filter: Filter; onFilter: (filter: Filter) => void; onNew: () => void }

function Tools({ all, filter, onFilter, onNew }: ToolsProps) {
  const languages = [...new Set([...(inbox.value?.locales ?? []), ...all.map((one) => one.variant.locale)])];
  const categories = [...new Set(all.map((one) => one.category).filter(Boolean))].sort();
  const choices = [{ value: "", label: t("settings.answers.every_language") }, ...languages.map((value) => ({ value, label: nameOf(value) }))];
  return (
    <div class="s-tools">
      <div class="s-row">
        <TextField class="grow s-quiet" type="search" label={t("settings.answers.search")} placeholder={t("settings.answers.search_short")} value={filter.text} onInput={(text) => onFilter({ ...filter, text })} />
        <Button kind="main" icon="plus" onClick={onNew}>{t("settings.answers.new")}</Button>
      </div>
      <div class="s-row">
        <Segmented label={t("settings.answers.language")} value={filter.language} choices={choices} onChange={(language) => onFilter({ ...filter, language })} />
        {categories.length > 0 && (
          <select class="in s-category" aria-label={t("settings.answers.category")} value={filter.category} onChange={(event) => onFilter({ ...filter, category: event.currentTarget.value })}>
            <option value="">{t("settings.answers.every_category")}</option>
            {categories.map((one) => <option key={one} value={one}>{one}</option>)}
          </select>
        )}
        <span class="t3 sm grow s-count" role="status">{t("settings.answers.shown", { shown: all.filter((one) => fits(one, filter)).length, all: all.length })}</span>
      </div>
    </div>
  );
}

function Nothing({ none, onNew }: { none: boolean; onNew: () => void }) {
  return (
    <div class="card s-void">
      <Icon name="book" />
      <p class="b">{t(none ? "settings.answers.none" : "settings.answers.no_match")}</p>
      <p class="t2">{t(none ? "settings.answers.none_hint" : "settings.answers.no_match_hint")}</p>
      {none && <Button onClick={onNew}>{t("settings.answers.new")}</Button>}
    </div>
  );
}

export function Answers() {
  const id = inbox.value?.id ?? "";
  const loaded = useLoaded(() => loadArticles(id), [id]);
  const [picked, setFilter] = useState<Filter | null>(null);
  const [edited, setEdited] = useState<Opened | "new" | null>(null);
  const known = articles.value[id];
  const all = known && answersOf(id, known);
  const filter = picked ?? { ...EVERYTHING, language: openingLanguage(all ?? []) };
  const found = all?.filter((one) => fits(one, filter)) ?? [];
  const language = filter.language || inbox.value?.locales[0] || "en";
  const edit = ({ article, variant }: Answer): void => {
    open(article, variant.locale).then(setEdited, (error) => toast({ text: errorText(error), kind: "bad" }));
  };
  const openById = (articleId: string): void => {
    const of = all?.filter(({ article }) => article.id === articleId) ?? [];
    const one = of.find(({ variant }) => variant.locale === language) ?? of[0];
    if (one) edit(one);
  };
  return (
    <div class="s-body s-split narrow">
      <div class="s-form wide">
        {all && <Tools all={all} filter={filter} onFilter={setFilter} onNew={() => setEdited("new")} />}
        {!all && <NotLoaded of={loaded} />}
        {!all && !loaded.error && <Loading />}
        {all && (found.length > 0
          ? <ul class="card s-list">{found.map((one) => <Row key={`${one.article.id} ${one.variant.locale}`} answer={one} onEdit={() => edit(one)} onDelete={() => remove(id, one.article.id, one.variant.locale, one.variant.title)} />)}</ul>
          : <Nothing none={all.length === 0} onNew={() => setEdited("new")} />)}
      </div>
      <TryIt inboxId={id} language={language} onOpen={openById} />
      {edited && <Editor inboxId={id} opened={edited === "new" ? null : edited} language={language} onClose={() => setEdited(null)} onDelete={(one) => remove(id, one.article.id, one.locale, variantOf(one).title)} />}
    </div>
  );
}
