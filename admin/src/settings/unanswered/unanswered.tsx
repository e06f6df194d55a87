// What the bot could not answer: groups of alike questions, the most asked first, each taught with one press.
import { plural, t } from "../../i18n";
import { Icon } from "../../ui";
import { PerPlace } from "../answers/per-place";
import { Whose } from "../answers/tools";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { HowSure } from "./curve";
import { GroupRow } from "./group";
import { loadUnanswered, unanswered } from "./store";

function At({ id }: { id: string }) {
  const loaded = useLoaded(() => loadUnanswered(id), [id]);
  const known = unanswered.value[id];
  return (
    <div class="s-body s-split narrow">
      <div class="s-form wide">
        <Whose />
        {!known && <NotLoaded of={loaded} />}
        {!known && !loaded.error && <Loading />}
        {known?.groups.length === 0 && <div class="card s-void"><Icon name="check" /><p class="b">{t("settings.unanswered.none")}</p><p class="t2">{t("settings.unanswered.none_hint")}</p></div>}
        {known && known.groups.length > 0 && (
          <>
            <p class="hint s-lead" role="status">{plural("settings.unanswered.hint", known.question_count)}</p>
            <ul class="card s-list s-unanswered">{known.groups.map((group) => <GroupRow key={group.id} inboxId={id} group={group} />)}</ul>
          </>
        )}
      </div>
      <HowSure inboxId={id} />
    </div>
  );
}

export const Unanswered = () => <PerPlace>{(inboxId) => <At key={inboxId} id={inboxId} />}</PerPlace>;
