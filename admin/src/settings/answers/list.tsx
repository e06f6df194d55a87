// What the bot and the help centre know, a row for each language of an article, and "Try it" beside them.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { errorText } from "../../errors";
import { locale, plural, t } from "../../i18n";
import { navigate } from "../../router";
import { Button, ErrorText, Icon } from "../../ui";
import type { Article } from "../model";
import { Since } from "../parts/ago";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { categories } from "../store";
import { Judged, OnlyAgents, StandingChip } from "./chips";
import { EVERYTHING, isDue, isOpen, rowsOf, todayIn, type Filter, type Variant } from "./filter";
import { standingOf } from "./form";
import { find, leaveList, listing, more, seenIn } from "./listing";
import { keptHere, recall } from "./kept";
import { place } from "./place";
import { remove, rowName } from "./removing";
import { Tools } from "./tools";
import { nameIn } from "./tree";
import { TryIt } from "./try-it";
import { Unsaved } from "./unsaved";
import { NEW, pathOf } from "./work";

function Row({ article, variant, category, today }: { article: Article; variant: Variant; category: string; today: string }) {
  const standing = standingOf(variant);
  return (
    <li class="s-answer" data-row={rowName(article.id, variant.locale)}>
      <a class="grow s-open" href={pathOf(article.id, variant.locale)} lang={variant.locale}>
        <b class="wrap">{variant.title}</b>
        <span class="t2 s-two">{variant.answer}</span>
        <span class="s-chips" lang={locale.value}>
          {keptHere.value.some((one) => one.id === article.id) && <span class="chip warn">{t("settings.answers.unsaved")}</span>}
          {standing !== "published" && <StandingChip of={standing} />}
          {!variant.has_text && <span class="chip warn">{t("settings.answers.no_text")}</span>}
          {isDue(article, today) && <span class="chip warn">{t("settings.answers.due")}</span>}
          <OnlyAgents article={article} />
          {category && <span class="chip" lang={variant.locale}>{category}</span>}
          {article.suggested && <span class="chip acc">{t("settings.answers.suggested_chip")}</span>}
          <span class="t3 cp"><Since what={t("settings.answers.changed_at")} at={variant.updated_at} />{variant.phrasings_count > 0 && ` · ${plural("settings.answers.phrasings_count", variant.phrasings_count)}`}</span>
          <Judged helpful={variant.helpful} unhelpful={variant.unhelpful} />
        </span>
      </a>
      <Button kind="bare" icon="trash" label={t("settings.answers.delete", { question: variant.title })} onClick={() => remove(article.id, variant.locale, variant.title)} />
    </li>
  );
}

function Nothing({ none, filter, reading }: { none: boolean; filter: Filter; reading: string }) {
  if (filter.review && isOpen({ ...filter, review: false })) return <div class="card s-void"><Icon name="check" /><p class="b">{t("settings.answers.none_due")}</p><p class="t2">{t("settings.answers.none_due_hint")}</p></div>;
  return (
    <div class="card s-void">
      <Icon name="book" />
      <p class="b">{t(none ? "settings.answers.none" : "settings.answers.no_match")}</p>
      <p class="t2">{t(none ? "settings.answers.none_hint" : "settings.answers.no_match_hint")}</p>
      {none && <Button onClick={() => navigate(pathOf(NEW, reading))}>{t("settings.answers.new")}</Button>}
    </div>
  );
}

/** The button under the list. */
function More() {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const go = (): void => {
    setBusy(true);
    setFailed(null);
    more().catch((error: unknown) => setFailed(errorText(error))).finally(() => setBusy(false));
  };
  return (
    <div class="s-more">
      <Button busy={busy ? t("settings.answers.loading_more") : undefined} onClick={go}>{t("settings.answers.show_more")}</Button>
      <ErrorText text={failed} />
    </div>
  );
}

/** As it was left, when one comes back: what is looked for, how much of it is listed, and how far it was scrolled. */
function useList(inboxId: string) {
  const [before] = useState(() => seenIn(inboxId));
  const [filter, setFilter] = useState<Filter>(before?.filter ?? EVERYTHING);
  const loaded = useLoaded(() => find(inboxId, filter, filter === before?.filter ? before.count : undefined), [inboxId, filter]);
  const found = listing.value?.inboxId === inboxId ? listing.value : null;
  const body = useRef<HTMLDivElement>(null);
  const now = useRef(filter);
  now.current = filter;
  useEffect(() => { recall(); }, []);
  // Where it is narrow the whole page scrolls, else the list alone.
  const scrolling = (): Element[] => (body.current ? [body.current, body.current.firstElementChild!] : []);
  const isThere = found !== null;
  useLayoutEffect(() => {
    if (isThere && before) for (const one of scrolling()) one.scrollTop = before.top;
  }, [isThere]);
  useLayoutEffect(() => () => leaveList(inboxId, now.current, Math.max(0, ...scrolling().map((one) => one.scrollTop))), []);
  return { filter, setFilter, loaded, found, body };
}

export function List({ inboxId }: { inboxId: string }) {
  const { filter, setFilter, loaded, found, body } = useList(inboxId);
  // Until it is known: the one that is asked for first.
  const language = filter.language ?? found?.language ?? locale.value;
  const reading = language || place.value?.locales[0] || "en";
  const today = todayIn(place.value?.time_zone);
  const names = new Map((categories.value[inboxId] ?? []).map((one) => [one.id, one]));
  const rows = found?.articles.flatMap((article) => rowsOf(article, found.filter, found.language).map((variant) => ({ article, variant }))) ?? [];
  const nameOf = (id: string | null, of: string): string => { const one = names.get(id ?? ""); return one ? nameIn(one, of) : ""; };
  return (
    <div ref={body} class="s-body s-split narrow">
      <div class="s-form wide">
        <Unsaved inboxId={inboxId} />
        <Tools shown={found?.articles.length} total={found?.total} filter={filter} language={language} onFilter={setFilter} reading={reading} />
        <NotLoaded of={loaded} />
        {!found && !loaded.error && <Loading />}
        {found && !loaded.error && rows.length === 0 && <Nothing none={found.total === 0 && isOpen(found.filter) && found.language === ""} filter={found.filter} reading={reading} />}
        {found && !loaded.error && rows.length > 0 && (
          <ul class="card s-list">{rows.map(({ article, variant }) => <Row key={`${article.id} ${variant.locale}`} article={article} variant={variant} category={nameOf(article.category_id, variant.locale)} today={today} />)}</ul>
        )}
        {found && !found.complete && <More />}
      </div>
      <TryIt inboxId={inboxId} language={reading} onOpen={(id) => navigate(pathOf(id, reading))} />
    </div>
  );
}
