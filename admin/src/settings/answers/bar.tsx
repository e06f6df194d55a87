// Below an article: what is not saved, saving as a draft, publishing with the test set before it, and the rarer acts.
import { useState } from "preact/hooks";
import { plural, t } from "../../i18n";
import { Button, ErrorText, Icon, Menu, dropNews, type MenuItem } from "../../ui";
import { discardWithUndo } from "./discarding";
import type { Faults } from "./editor";
import { changedLanguages, standingOf, variantIn } from "./form";
import { AskToPublish } from "./publish";
import { usePublishing } from "./publishing";
import { remove } from "./removing";
import { tell, TOPIC } from "./telling";
import { article, change, changed, discard, edits, language, save, words } from "./work";


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
  const publishing = usePublishing(inboxId, () => faults.check(true), (work) => run("publish", work));
  const standing = standingOf(variantIn(article.value, language.value));
  const saveDraft = async (): Promise<void> => {
    const served = standing === "published" || standing === "changed";
    if (faults.check(false) && await run("save", save)) tell(served ? "saved_draft" : "saved_unseen");
  };
  const archive = async (): Promise<void> => { if (await run("save", () => change("archive"))) tell("archived"); };
  const clean = !changedLanguages(article.value, edits.value).includes(language.value) && standing === "published" && !changed.value;
  return (
    <div class={`s-save ${changed.value ? "changed" : ""}`} role="region" aria-label={t("settings.answers.saving")}>
      <div class="grow" aria-live="polite">
        {words.value.title.trim() && <b class="cut s-title" lang={language.value}>{words.value.title}</b>}
        {publishing.running > 0 && <span class="flex t2">{plural("settings.answers.tests_running", publishing.running)}<Button tiny onClick={publishing.stop}>{t("settings.answers.tests_stop")}</Button></span>}
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
