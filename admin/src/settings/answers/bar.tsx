// Below an article: what is not saved, saving as a draft, publishing with the test set before it, and the rarer acts.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, ErrorText, Icon, Menu, dropNews, toast, type MenuItem } from "../../ui";
import { discardWithUndo } from "./discarding";
import type { Faults } from "./editor";
import { changedLanguages, standingOf, variantIn } from "./form";
import { AskToPublish, type Tested } from "./publish";
import { remove } from "./removing";
import { runTests } from "./server";
import { article, change, changed, discard, edits, language, save, words } from "./work";

const TOPIC = "article";
const tell = (key: string): void => { toast({ text: t(`settings.answers.${key}`), topic: TOPIC }); };

/** One act at a time; what went wrong is told. Answers whether it went well. */
function useActs(faults: Faults) {
  const [busy, setBusy] = useState<"save" | "publish" | null>(null);
  const run = async (what: "save" | "publish", work: () => Promise<void>): Promise<boolean> => {
    if (busy) return false;
    setBusy(what);
    faults.clear();
    dropNews(TOPIC);
    try {
      await work();
      return true;
    } catch (error) {
      faults.tell(error);
      return false;
    } finally {
      setBusy(null);
    }
  };
  return { busy, run };
}

function usePublishing(inboxId: string, faults: Faults, run: ReturnType<typeof useActs>["run"]) {
  const [tested, setTested] = useState<Tested | null>(null);
  const publish = async (): Promise<void> => {
    setTested(null);
    await change("publish");
    tell("saved");
  };
  const test = async (): Promise<Tested> => runTests(inboxId, article.peek()!.id, language.peek()).catch((failed: unknown) => ({ failed }));
  const start = async (): Promise<void> => {
    await save();
    const found = await test();
    if ("failed" in found || found.total > 0) setTested(found);
    else await publish();
  };
  const begin = (): void => { if (faults.check(true)) void run("publish", start); };
  return { tested, begin, confirm: () => void run("publish", publish), cancel: () => setTested(null) };
}

function More({ onArchive, onGone }: { onArchive: () => void; onGone: () => void }) {
  const [of, locale] = [article.value, language.value];
  const variant = variantIn(of, locale);
  if (!of || !variant) return null;
  const gone = (): void => { discard(); remove(of.id, locale, variant.title); onGone(); };
  const items: MenuItem[] = [
    ...(variant.status === "archived" ? [] : [{ label: t("settings.answers.archive"), icon: "tray" as const, onSelect: onArchive }]),
    { label: t(of.variants.length > 1 ? "settings.answers.delete_language" : "settings.answers.delete_this"), icon: "trash", onSelect: gone },
  ];
  return <Menu up end label={t("settings.answers.more")} class="s-menu" trigger={<Icon name="more" />} groups={[{ items }]} />;
}

export function Bar({ inboxId, faults, onGone }: { inboxId: string; faults: Faults; onGone: () => void }) {
  const { busy, run } = useActs(faults);
  const publishing = usePublishing(inboxId, faults, run);
  const standing = standingOf(variantIn(article.value, language.value));
  const saveDraft = async (): Promise<void> => {
    const served = standing === "published" || standing === "changed";
    if (faults.check(false) && await run("save", save)) tell(served ? "saved_draft" : "saved_unseen");
  };
  const archive = async (): Promise<void> => { if (await run("save", () => change("archive"))) tell("archived"); };
  const clean = !changedLanguages(article.value, edits.value).includes(language.value) && standing === "published" && !changed.value;
  return (
    <div class="s-save" role="region" aria-label={t("settings.answers.saving")}>
      <div class="grow" aria-live="polite">
        {words.value.title.trim() && <b class="cut s-title" lang={language.value}>{words.value.title}</b>}
        {changed.value && <span class="flex t2"><Icon name="edit" small />{t("settings.answers.unsaved")}</span>}
        <ErrorText text={faults.failed} />
      </div>
      <More onArchive={() => void archive()} onGone={onGone} />
      {changed.value && <Button kind="bare" disabled={busy !== null} onClick={() => { faults.clear(); discardWithUndo(); }}>{t("settings.answers.discard")}</Button>}
      <Button disabled={!changed.value} busy={busy === "save" ? t("settings.saving") : undefined} onClick={() => void saveDraft()}>{t("settings.answers.save_draft")}</Button>
      <Button kind="main" disabled={clean} busy={busy === "publish" ? t("settings.answers.publishing") : undefined} onClick={publishing.begin}>{t("settings.answers.publish")}</Button>
      {publishing.tested && <AskToPublish tested={publishing.tested} onPublish={publishing.confirm} onClose={publishing.cancel} />}
    </div>
  );
}
