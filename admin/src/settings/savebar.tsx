// The bar that stands while something is unpublished: how much, discard, publish. Discarding can be undone by nobody
// but the reader, so it is one press away from Publish and says what it drops.
import { plural, t } from "../i18n";
import { path, segments } from "../router";
import { Button, ErrorText, Icon, toast } from "../ui";
import { focusFirstFault } from "../setup/focus";
import { changed, discard, keepWork, publish, publishError, publishing } from "./draft";
import { editedPages, pageOf } from "./pages";
import { offerUndo } from "./undo";

async function publishAndSay(): Promise<void> {
  if (await publish()) toast({ text: t("settings.save.published") });
  else focusFirstFault();
}

function discardWithUndo(): void {
  const { putBack, fits } = keepWork();
  discard();
  offerUndo(t("settings.save.discarded"), putBack, fits);
}

/** How much is unpublished; where it is not, or not only, of the page at hand, of which pages. */
function summary(): string {
  const [count, pages] = [changed.value.length, editedPages(changed.value)];
  const at = pageOf(segments(path.value)[1]);
  if (pages.length === 1 && pages[0] === at) return plural("settings.save.changes", count);
  return plural("settings.save.changes_in", count, { pages: pages.map((page) => t(`settings.${page}.title`)).join(t("settings.agents.comma")) });
}

export function SaveBar() {
  if (changed.value.length === 0) return null;
  return (
    <div class="s-save" role="region" aria-label={t("settings.save.region")}>
      <div class="grow" aria-live="polite">
        <span class="flex t2"><Icon name="edit" small />{summary()}</span>
        <ErrorText text={publishError.value} />
      </div>
      <Button kind="bare" disabled={publishing.value} onClick={discardWithUndo}>{t("settings.save.discard")}</Button>
      <Button kind="main" busy={publishing.value ? t("settings.save.publishing") : undefined} onClick={() => void publishAndSay()}>{t("settings.save.publish")}</Button>
    </div>
  );
}
