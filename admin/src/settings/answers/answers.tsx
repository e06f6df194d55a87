// What the bot knows: the list with its filters, the form, and "Try it" beside them.
import { useState } from "preact/hooks";
import { locale, t } from "../../i18n";
import { Button, Icon, Segmented, TextField } from "../../ui";
import { nameOf } from "../brand/language-bar";
import type { Article } from "../model";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { articles, changeArticles, inbox, loadArticles, pathOfArticle } from "../store";
import { deleteLater } from "../undo";
import { Editor } from "./editor";
import { TryIt } from "./try-it";

interface Filter { language: string; text: string; category: string }
const EVERYTHING: Filter = { language: "", text: "", category: "" };

/** Until somebody picks a language, the one they read the desk in, if there is anything to read in it. */
const openingLanguage = (all: readonly Article[]): string => (all.some((one) => one.locale === locale.value) ? locale.value : "");

function fits(article: Article, filter: Filter): boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const body = [article.question, article.answer, ...article.phrasings].join("\n").toLowerCase();
  return (filter.language === "" || article.locale === filter.language)
    && (filter.category === "" || article.category === filter.category) && words.every((word) => body.includes(word));
}

function remove(article: Article): void {
  changeArticles(article.inbox_id, (now) => now.filter((one) => one.id !== article.id));
  deleteLater(pathOfArticle(article.id), t("settings.answers.deleted", { question: article.question }), () =>
    changeArticles(article.inbox_id, (now) => [...now, article].sort((a, b) => a.position - b.position)));
}

function Row({ article, onEdit }: { article: Article; onEdit: () => void }) {
  return (
    <li class="s-answer">
      <button type="button" class="grow s-open" onClick={onEdit} lang={article.locale}>
        <b class="wrap">{article.question}</b>
        <span class="t2 s-two">{article.answer}</span>
        <span class="s-chips">
          {article.category && <span class="chip">{article.category}</span>}
          {article.suggested && <span class="chip acc">{t("settings.answers.suggested_chip")}</span>}
          {article.phrasings.length > 0 && <span class="t3 cp">{t("settings.answers.phrasings_count", { count: article.phrasings.length })}</span>}
        </span>
      </button>
      <Button kind="bare" icon="trash" label={t("settings.answers.delete", { question: article.question })} onClick={() => remove(article)} />
    </li>
  );
}

interface ToolsProps { all: Article[]; filter: Filter; onFilter: (filter: Filter) => void; onNew: () => void }

function Tools({ all, filter, onFilter, onNew }: ToolsProps) {
  const languages = [...new Set([...(inbox.value?.locales ?? []), ...all.map((one) => one.locale)])];
  const categories = [...new Set(all.map((one) => one.category).filter((one): one is string => Boolean(one)))].sort();
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
  const [edited, setEdited] = useState<Article | "new" | null>(null);
  const all = articles.value[id];
  const filter = picked ?? { ...EVERYTHING, language: openingLanguage(all ?? []) };
  const found = all?.filter((one) => fits(one, filter)) ?? [];
  const language = filter.language || inbox.value?.locales[0] || "en";
  return (
    <div class="s-body s-split narrow">
      <div class="s-form wide">
        {all && <Tools all={all} filter={filter} onFilter={setFilter} onNew={() => setEdited("new")} />}
        {!all && <NotLoaded of={loaded} />}
        {!all && !loaded.error && <Loading />}
        {all && (found.length > 0
          ? <ul class="card s-list">{found.map((one) => <Row key={one.id} article={one} onEdit={() => setEdited(one)} />)}</ul>
          : <Nothing none={all.length === 0} onNew={() => setEdited("new")} />)}
      </div>
      <TryIt inboxId={id} language={language} onOpen={(articleId) => setEdited(all?.find((one) => one.id === articleId) ?? null)} />
      {edited && <Editor inboxId={id} article={edited === "new" ? null : edited} language={language} onClose={() => setEdited(null)} onDelete={remove} />}
    </div>
  );
}
