// What the bot and the help centre know, a row for each language of an article, and "Try it" beside them.
import { useState } from "preact/hooks";
import { locale, t } from "../../i18n";
import { navigate } from "../../router";
import { isAdmin } from "../../session";
import { Button, Icon } from "../../ui";
import type { Article } from "../model";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { articles, categories, loadArticles } from "../store";
import { Judged, OnlyAgents, StandingChip } from "./chips";
import { EVERYTHING, fits, isDue, todayIn, type Answer, type Filter } from "./filter";
import { standingOf } from "./form";
import { place } from "./place";
import { remove } from "./removing";
import { Tools } from "./tools";
import { branchOf, nameIn } from "./tree";
import { TryIt } from "./try-it";
import { NEW, pathOf } from "./work";

function answersOf(inboxId: string, all: readonly Article[]): Answer[] {
  const tree = new Map((categories.value[inboxId] ?? []).map((one) => [one.id, one]));
  const categoryOf = (id: string | null, of: string): string => { const one = tree.get(id ?? ""); return one ? nameIn(one, of) : ""; };
  return all.flatMap((article) => article.variants.map((variant) => ({ article, variant, category: categoryOf(article.category_id, variant.locale) })));
}

/** Until somebody picks a language, the one they read the desk in, if there is anything to read in it. */
const openingLanguage = (all: readonly Answer[]): string => (all.some(({ variant }) => variant.locale === locale.value) ? locale.value : "");

function Row({ answer: { article, variant, category }, today, onDelete }: { answer: Answer; today: string; onDelete: () => void }) {
  const standing = standingOf(variant);
  return (
    <li class="s-answer">
      <a class="grow s-open" href={pathOf(article.id, variant.locale)} lang={variant.locale}>
        <b class="wrap">{variant.title}</b>
        <span class="t2 s-two">{variant.answer}</span>
        <span class="s-chips" lang={locale.value}>
          {standing !== "published" && <StandingChip of={standing} />}
          {isDue(article, today) && <span class="chip warn">{t("settings.answers.due")}</span>}
          <OnlyAgents article={article} />
          {category && <span class="chip" lang={variant.locale}>{category}</span>}
          {article.suggested && <span class="chip acc">{t("settings.answers.suggested_chip")}</span>}
          {variant.phrasings_count > 0 && <span class="t3 cp">{t("settings.answers.phrasings_count", { count: variant.phrasings_count })}</span>}
          <Judged helpful={variant.helpful} unhelpful={variant.unhelpful} />
        </span>
      </a>
      <Button kind="bare" icon="trash" label={t("settings.answers.delete", { question: variant.title })} onClick={onDelete} />
    </li>
  );
}

function Nothing({ none, reading }: { none: boolean; reading: string }) {
  return (
    <div class="card s-void">
      <Icon name="book" />
      <p class="b">{t(none ? "settings.answers.none" : "settings.answers.no_match")}</p>
      <p class="t2">{t(none ? "settings.answers.none_hint" : "settings.answers.no_match_hint")}</p>
      {none && <Button onClick={() => navigate(pathOf(NEW, reading))}>{t("settings.answers.new")}</Button>}
    </div>
  );
}

export function List({ inboxId }: { inboxId: string }) {
  const loaded = useLoaded(() => loadArticles(inboxId), [inboxId]);
  const [picked, setFilter] = useState<Filter | null>(null);
  const known = articles.value[inboxId];
  const all = known && answersOf(inboxId, known);
  const filter = picked ?? { ...EVERYTHING, language: openingLanguage(all ?? []) };
  const today = todayIn(place.value?.time_zone);
  const branch = filter.category ? branchOf(categories.value[inboxId] ?? [], filter.category) : new Set<string>();
  const found = all?.filter((one) => fits(one, filter, branch, today)) ?? [];
  const reading = filter.language || place.value?.locales[0] || "en";
  return (
    <div class={`s-body${isAdmin() ? " s-split narrow" : ""}`}>
      <div class="s-form wide">
        {all && <Tools all={all} shown={found.length} filter={filter} onFilter={setFilter} reading={reading} />}
        {!all && <NotLoaded of={loaded} />}
        {!all && !loaded.error && <Loading />}
        {all && (found.length > 0
          ? <ul class="card s-list">{found.map((one) => <Row key={`${one.article.id} ${one.variant.locale}`} answer={one} today={today} onDelete={() => remove(inboxId, one.article.id, one.variant.locale, one.variant.title)} />)}</ul>
          : <Nothing none={all.length === 0} reading={reading} />)}
      </div>
      {isAdmin() && <TryIt inboxId={inboxId} language={reading} onOpen={(id) => navigate(pathOf(id, reading))} />}
    </div>
  );
}
