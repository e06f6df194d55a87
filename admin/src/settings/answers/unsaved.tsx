// Above the list: what was written in articles of this inbox and is not saved, with the way back to each.
import { t } from "../../i18n";
import { Button, dropNews, Icon } from "../../ui";
import { offerUndo } from "../undo";
import { forget, keepEdits, keptHere, newsOf, type Kept } from "./kept";
import { NEW, pathOf } from "./work";

/** The article may be gone for good: what was written in it can be dropped from here. */
function drop(one: Kept): void {
  forget(one.inboxId, one.id);
  dropNews(newsOf(one.inboxId, one.id));
  offerUndo(t("settings.answers.discarded"), () => keepEdits(one));
}

function One({ one }: { one: Kept }) {
  const name = one.title || t("settings.answers.new");
  return (
    <li>
      <a class="s-link" href={pathOf(one.id ?? NEW, one.locale, one.shelf)} lang={one.title ? one.locale : undefined}>{name}</a>
      <Button kind="bare" tiny icon="close" label={t("settings.answers.discard_named", { name })} onClick={() => drop(one)} />
    </li>
  );
}

export function Unsaved({ inboxId }: { inboxId: string }) {
  const mine = keptHere.value.filter((one) => one.inboxId === inboxId);
  if (mine.length === 0) return null;
  return (
    <section class="card s-unsaved" aria-label={t("settings.answers.unsaved")}>
      <Icon name="edit" small />
      <b>{t("settings.answers.unsaved")}</b>
      <ul>{mine.map((one) => <One key={one.id} one={one} />)}</ul>
    </section>
  );
}
