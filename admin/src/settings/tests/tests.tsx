// The bot's test set: real questions with the article that should answer each. Run here whenever one likes, and by itself
// before an article is published.
import { useEffect, useState } from "preact/hooks";
import { errorText } from "../../errors";
import { plural, t } from "../../i18n";
import { proposed } from "../../proposed";
import { Button, ErrorText, Icon, Menu, Segmented } from "../../ui";
import { choose } from "../answers/place";
import { Since } from "../parts/ago";
import { PerPlace } from "../answers/per-place";
import { Whose } from "../answers/tools";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { HowSure } from "../unanswered/curve";
import { EMPTY, TestDialog, type Draft } from "./form";
import { ImportDialog } from "./import";
import { Row } from "./row";
import { counted, exportPath, loadTests, readings, recallRun, removeTest, runAll, runs, tests, VERDICTS, type Run, type Test } from "./store";

const AT_ONCE = 100;
const draftOf = (one: Test): Draft => ({ ...EMPTY, text: one.text, locale: one.locale, expected: one.article_id ? { id: one.article_id, title: one.title } : null, nothing: one.article_id === null });

function Files({ inboxId }: { inboxId: string }) {
  const [open, setOpen] = useState(false);
  const out = (): void => { const link = document.createElement("a"); link.href = exportPath(inboxId); link.download = ""; link.click(); };
  return (
    <>
      <Menu end label={t("settings.tests.files")} class="s-menu" trigger={<Icon name="more" />} groups={[{ items: [
        { label: t("settings.answers.import_open"), icon: "upload", onSelect: () => setOpen(true) }, { label: t("settings.tests.export"), icon: "doc", onSelect: out }] }]} />
      {open && <ImportDialog inboxId={inboxId} onClose={() => setOpen(false)} />}
    </>
  );
}

function Outcome({ all, run }: { all: readonly Test[]; run: Run }) {
  const counts = counted(all, run);
  const total = VERDICTS.reduce((sum, one) => sum + counts[one], 0);
  const running = run.done < run.total;
  if (!running && total === 0) return null;
  return (
    <div class="s-run">
      {running && <progress max={run.total} value={run.done} aria-label={t("settings.tests.running")} />}
      <p class="sm" role="status">{running
        ? t("settings.tests.progress", { done: run.done, total: run.total })
        : VERDICTS.filter((one) => one === "right" || counts[one] > 0).map((one) => t(`settings.tests.count.${one}`, { count: counts[one], total })).join(" · ")}
        {!running && <span class="t3"> · <Since what={t("settings.tests.ran")} at={run.at} /></span>}</p>
    </div>
  );
}

function useRun(inboxId: string) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const start = (): void => {
    setBusy(true);
    setFailed(null);
    runAll(inboxId).catch((error: unknown) => setFailed(errorText(error))).finally(() => setBusy(false));
  };
  return { busy, failed, start };
}

function Questions({ inboxId, all, onEdit }: { inboxId: string; all: Test[]; onEdit: (draft: Draft) => void }) {
  const [wrongOnly, setWrongOnly] = useState(false);
  const [most, setMost] = useState(AT_ONCE);
  const run = runs.value[inboxId];
  const found = wrongOnly && run ? all.filter((one) => { const came = run.results.get(one.id); return came !== undefined && came.verdict !== "right"; }) : all;
  const choices = (["all", "failing"] as const).map((value) => ({ value, label: t(`settings.tests.show.${value}`) }));
  return (
    <>
      {run && <div class="s-row s-show"><Segmented label={t("settings.tests.show.label")} value={wrongOnly ? "failing" : "all"} choices={choices} onChange={(value) => setWrongOnly(value === "failing")} /></div>}
      {found.length === 0
        ? <div class="card s-void"><Icon name="check" /><p class="b">{t("settings.tests.all_right")}</p></div>
        : <ul class="card s-list">{found.slice(0, most).map((one) => <Row key={one.id} test={one} result={run?.results.get(one.id)} onEdit={() => onEdit(draftOf(one))} onRemove={() => removeTest(inboxId, one)} />)}</ul>}
      {found.length > most && <div class="s-more"><Button onClick={() => setMost(most + AT_ONCE)}>{t("settings.answers.show_more")}</Button></div>}
    </>
  );
}

function At({ inboxId }: { inboxId: string }) {
  const loaded = useLoaded(() => { recallRun(inboxId); return loadTests(inboxId); }, [inboxId]);
  const [draft, setDraft] = useState<Draft | null>(null);
  const running = useRun(inboxId);
  const all = tests.value[inboxId];
  const run = runs.value[inboxId];
  useEffect(() => {
    const asked = proposed.peek();
    if (asked?.inbox_id !== inboxId) return;
    proposed.value = null;
    setDraft({ ...EMPTY, text: asked.text, locale: asked.locale });
  }, [inboxId]);
  return (
    <div class="s-body s-split narrow">
      <div class="s-form wide">
        <Whose />
        <p class="hint s-lead">{t("settings.tests.hint")}</p>
        <div class="s-row s-filters">
          <Button kind="main" icon="plus" onClick={() => setDraft(EMPTY)}>{t("settings.tests.add")}</Button>
          <Button icon="play" disabled={!all?.length} busy={running.busy ? t("settings.tests.running") : undefined} onClick={running.start}>{t("settings.tests.run")}</Button>
          <span class="t3 sm grow s-count">{all && plural("settings.tests.many", all.length)}</span>
          <Files inboxId={inboxId} />
        </div>
        <ErrorText text={running.failed} />
        {all && run && <Outcome all={all} run={run} />}
        {!all && <NotLoaded of={loaded} />}
        {!all && !loaded.error && <Loading />}
        {all && all.length === 0 && <div class="card s-void"><Icon name="done" /><p class="b">{t("settings.tests.none")}</p><p class="t2">{t("settings.tests.none_hint")}</p></div>}
        {all && all.length > 0 && <Questions inboxId={inboxId} all={all} onEdit={setDraft} />}
      </div>
      {all && <HowSure onTests inboxId={inboxId} fresh={readings.value} />}
      {draft && <TestDialog inboxId={inboxId} begin={draft} onClose={() => setDraft(null)} />}
    </div>
  );
}

export function Tests() {
  // What the desk sent here is of an inbox of its own.
  useEffect(() => { const asked = proposed.peek(); if (asked) choose(asked.inbox_id); }, []);
  return <PerPlace>{(inboxId) => <At key={inboxId} inboxId={inboxId} />}</PerPlace>;
}
