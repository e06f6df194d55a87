// Above the list: what was written in articles of this inbox and is not saved, with the way back to each.
import { t } from "../../i18n";
import { Icon } from "../../ui";
import { keptHere } from "./kept";
import { NEW, pathOf } from "./work";

export function Unsaved({ inboxId }: { inboxId: string }) {
  const mine = keptHere.value.filter((one) => one.inboxId === inboxId);
  if (mine.length === 0) return null;
  return (
    <section class="card s-unsaved" aria-label={t("settings.answers.unsaved")}>
      <Icon name="edit" small />
      <p class="grow wrap"><b>{t("settings.answers.unsaved")}</b>{mine.map((one) => <a key={one.id} class="s-link" href={pathOf(one.id ?? NEW, one.locale)} lang={one.title ? one.locale : undefined}>{one.title || t("settings.answers.new")}</a>)}</p>
    </section>
  );
}
