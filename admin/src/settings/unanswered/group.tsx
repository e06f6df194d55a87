// One group of alike questions: what was asked, how often, and what the ticked ones may be taught: an article that is near,
// another, a draft.
import { useState } from "preact/hooks";
import { ApiError } from "../../api";
import { errorText, fieldErrors } from "../../errors";
import { plural, t } from "../../i18n";
import { navigate, path } from "../../router";
import { Button, focusOn, Icon, toast } from "../../ui";
import { ChooseArticle } from "../answers/choose";
import { AskToPublish } from "../answers/publish";
import { pathOf } from "../answers/work";
import { nameOf } from "../brand/language-bar";
import { Ago } from "../parts/ago";
import { useLongText } from "../parts/long-text";
import { EMPTY, TestDialog } from "../tests/form";
import { offerUndo } from "../undo";
import { beginDraft, dismiss, languageOf, takeBack, teach, type Group, type Lesson, type Near, type Outcome, type Question } from "./store";
import { useTests } from "./testing";
import { useTicks, Wordings, type Ticks } from "./wordings";

const MOST_NEAR = 2;
/** What is less near than this is chance, and a button for it would only be read. */
const LEAST_NEAR = 0.15;
const percent = (share: number): number => Math.round(share * 100);

const OUTCOMES: readonly Outcome[] = ["missed", "suggested", "answered"];

/** In words; a field that is at fault is none that anybody sees. */
function reason(error: unknown, group: Group): string {
  const fields = fieldErrors(error);
  const taken = error instanceof ApiError ? error.fields["article_id"] : undefined;
  if (taken?.code === "title_elsewhere" && taken.title) return t("settings.unanswered.is_title", { title: taken.title });
  if (fields["locale"]) return t("settings.unanswered.no_language", { language: nameOf(languageOf(group) ?? "") });
  return Object.values(fields)[0] ?? errorText(error);
}

const draftOf = (group: Group, articleId: string): string => pathOf(articleId, languageOf(group) ?? "");

const rowAt = (id: string): string => `[data-group="${CSS.escape(id)}"]`;

/** The group after this one, else the one before. */
function beside(id: string): string[] {
  const row = document.querySelector(rowAt(id));
  return [row?.nextElementSibling, row?.previousElementSibling].flatMap((one) => (one instanceof HTMLElement && one.dataset["group"] ? [rowAt(one.dataset["group"])] : []));
}

/** What was taught, in words: also which article lost it. */
function saysTaught({ served, moved }: Lesson): string {
  const titles = moved.map(({ title }) => title);
  if (titles.length > 0) return t("settings.unanswered.moved", { titles: [...new Set(titles)].join(" · ") });
  return t(served ? "settings.unanswered.taught" : "settings.unanswered.taught_draft");
}

/** One thing at a time is done with what is ticked; what fails is said and changes nothing, what is done can be taken back. */
function useDoing(inboxId: string, group: Group, { ticked, has }: Ticks) {
  const [busy, setBusy] = useState(false);
  const tests = useTests(inboxId);
  const ids = ticked.map(({ id }) => id);
  const left = group.questions.filter(({ id }) => !has(id)).map(({ id }) => rowAt(id));
  const failed = (error: unknown): void => { setBusy(false); toast({ text: reason(error, group), kind: "bad" }); };
  const run = (doing: () => Promise<void>): void => {
    const next = [...left, ...beside(group.id)];
    setBusy(true);
    doing().then(() => { setBusy(false); focusOn(...next); }, failed);
  };
  const undo = (lesson?: Lesson): void => { takeBack(inboxId, group, ids, lesson).then(() => focusOn(rowAt(group.id), ...ids.map(rowAt)), failed); };
  const learn = async (articleId: string): Promise<void> => {
    const lesson = await teach(inboxId, group, ids, articleId);
    offerUndo(saysTaught(lesson), () => undo(lesson));
  };
  const add = (articleId: string): void => run(async () => {
    const texts = ticked.map(({ text }) => text);
    if (await tests.pass(articleId, languageOf(group), texts, () => run(() => learn(articleId)))) await learn(articleId);
  });
  const drop = (): void => run(async () => { await dismiss(inboxId, group, ids); offerUndo(t("settings.unanswered.dismissed"), () => undo()); });
  const draft = (): void => run(async () => {
    const { article_id } = await beginDraft(inboxId, group, ids);
    navigate(draftOf(group, article_id));
    const there = path.peek();
    toast({ text: t("settings.unanswered.draft_begun"), when: () => path.value === there });
  });
  return { busy, tests, add, drop, draft };
}

interface PartProps { inboxId: string; group: Group; disabled: boolean }

/** Any other article than those that are near. */
function Another({ inboxId, group, disabled, other, onPick }: PartProps & { other: boolean; onPick: (articleId: string) => void }) {
  const [open, setOpen] = useState(false);
  const title = t(other ? "settings.unanswered.another" : "settings.unanswered.an_article");
  return (
    <>
      <Button icon="search" disabled={disabled} onClick={() => setOpen(true)}>{title}</Button>
      {open && <ChooseArticle only inboxId={inboxId} language={languageOf(group)} title={title} onChoose={({ id }) => { setOpen(false); onPick(id); }} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Into the test set go all that are ticked, with the nearest article proposed as what should answer. */
function ToTest({ inboxId, group, disabled, ticked }: PartProps & { ticked: readonly Question[] }) {
  const [open, setOpen] = useState(false);
  const near = group.nearest.find((one) => one.confidence >= LEAST_NEAR);
  const [text = group.text, ...also] = ticked.map((one) => one.text);
  const begin = { ...EMPTY, text, also, locale: group.locale, expected: near ? { id: near.article_id, title: near.title } : null };
  return (
    <>
      <Button kind="bare" icon="done" disabled={disabled} onClick={() => setOpen(true)}>{t("settings.unanswered.test")}</Button>
      {open && <TestDialog inboxId={inboxId} begin={begin} onClose={() => setOpen(false)} />}
    </>
  );
}

/** How often, why it stands here, and where to read on. */
function Why({ group }: { group: Group }) {
  const said = OUTCOMES.filter((one) => group.outcomes[one]).map((one) => t(`settings.unanswered.why.${one}`));
  if (group.draft_id) said.push(t("settings.unanswered.why.draft"));
  return (
    <p class="t2 sm wrap">
      <span class="t3 num">{group.questions.length > 1 && `${plural("settings.unanswered.in_all", group.count)} · `}<Ago at={group.last_at} /> · </span>
      {said.join(said.some((one) => one.endsWith("。")) ? "" : " ")} <a class="s-link" href={`/desk/all/${group.conversation_id}`}>{t("settings.unanswered.conversation")}</a>
    </p>
  );
}

/** An article that is near learns the question; one that answered it already, to nobody's help, is opened to be mended. */
function NearButton({ of, disabled, onAdd }: { of: Near; disabled: boolean; onAdd: () => void }) {
  if (of.answered) return <a class="bt" href={pathOf(of.article_id, of.locale)}><Icon name="edit" small /><span class="cut" dir="auto">{t("settings.unanswered.improve", { title: of.title })}</span></a>;
  return <Button icon="plus" label={t("settings.unanswered.add_to", { title: of.title })} disabled={disabled} onClick={onAdd}><span class="cut" dir="auto">{of.title}</span><span class="t3 num">{percent(of.confidence)}%</span></Button>;
}

/** What was asked: one question, or several of which some are ticked. */
function Asked({ group, ticks, disabled }: { group: Group; ticks: Ticks; disabled: boolean }) {
  const { shown, more } = useLongText({ text: group.text, lang: group.locale, class: "b" });
  if (group.questions.length > 1) return <Wordings group={group} ticks={ticks} disabled={disabled} />;
  return <div class="s-head"><div class="grow">{shown}{more}</div><span class="t3 sm num">{plural("settings.unanswered.times", group.count)}</span></div>;
}

export function GroupRow({ inboxId, group }: { inboxId: string; group: Group }) {
  const ticks = useTicks(group);
  const { busy, tests, add, drop, draft } = useDoing(inboxId, group, ticks);
  const disabled = busy || ticks.ticked.length === 0;
  const language = languageOf(group);
  const near = group.nearest.filter((one) => one.confidence >= LEAST_NEAR && (!language || one.locale === language)).slice(0, MOST_NEAR);
  return (
    <li class="s-asked" data-group={group.id} tabIndex={-1}>
      <Asked group={group} ticks={ticks} disabled={busy} />
      {tests.running > 0 ? <p class="t2 sm" role="status">{plural("settings.answers.tests_running", tests.running)}</p> : <Why group={group} />}
      <div class="s-row">
        {near.map((one) => <NearButton key={one.article_id} of={one} disabled={disabled} onAdd={() => add(one.article_id)} />)}
        <Another inboxId={inboxId} group={group} disabled={disabled} other={near.length > 0} onPick={add} />
      </div>
      {tests.asking && <AskToPublish of="unanswered" tested={tests.asking.tested} onPublish={tests.asking.go} onClose={tests.close} />}
      <div class="s-row s-acts">
        <ToTest inboxId={inboxId} group={group} ticked={ticks.ticked} disabled={disabled} />
        {group.draft_id ? <a class="bt bare" href={draftOf(group, group.draft_id)}><Icon name="edit" small />{t("settings.unanswered.to_draft")}</a>
          : <Button kind="bare" icon="edit" disabled={disabled} onClick={draft}>{t("settings.unanswered.draft")}</Button>}
        <Button kind="bare" icon="close" disabled={disabled} onClick={drop}>{t("settings.unanswered.dismiss")}</Button>
      </div>
    </li>
  );
}
