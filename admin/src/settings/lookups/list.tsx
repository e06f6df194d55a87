// The look-ups of an inbox, or what one is for where there is none yet.
import { useRef } from "preact/hooks";
import { t } from "../../i18n";
import { navigate } from "../../router";
import { Button, Icon } from "../../ui";
import { Loading, NotLoaded } from "../parts/broken";
import { dropKept, isKept } from "../parts/kept";
import { useLoaded } from "../parts/loaded";
import type { LookUp } from "./model";
import { deleteLookUp, hrefOf, loadLookUps, lookUps, NEW } from "./store";

/** A new one that was begun and left; it is gone on with, or dropped. */
function Begun({ inboxId }: { inboxId: string }) {
  const href = hrefOf(NEW);
  if (!isKept(inboxId, href)) return null;
  const name = t("settings.lookups.new");
  return (
    <section class="card s-unsaved" aria-label={t("settings.answers.unsaved")}>
      <Icon name="edit" small />
      <b>{t("settings.answers.unsaved")}</b>
      <ul><li><a class="s-link" href={href}>{name}</a><Button kind="bare" tiny icon="close" label={t("settings.answers.discard_named", { name })} onClick={() => dropKept(inboxId, href)} /></li></ul>
    </section>
  );
}

function Row({ of, onDelete }: { of: LookUp; onDelete: () => void }) {
  return (
    <li class="s-answer">
      <a class="s-open grow" href={hrefOf(of.id)}><b class="cut" dir="auto">{of.name}</b><span class="t2 s-two"><bdi>{of.method} {of.url}</bdi></span></a>
      {isKept(of.inbox_id, hrefOf(of.id)) && <span class="chip warn">{t("settings.answers.unsaved")}</span>}
      <Button kind="bare" icon="trash" label={t("settings.lookups.delete_one", { name: of.name })} onClick={onDelete} />
    </li>
  );
}

function None({ onAdd }: { onAdd: () => void }) {
  return (
    <div class="card s-void">
      <Icon name="search" />
      <p class="b">{t("settings.lookups.none")}</p>
      <p class="t2">{t("settings.lookups.none_hint")}</p>
      <Button kind="main" icon="plus" onClick={onAdd}>{t("settings.lookups.add")}</Button>
    </div>
  );
}

export function List({ inboxId }: { inboxId: string }) {
  const loaded = useLoaded(() => loadLookUps(inboxId), [inboxId]);
  const head = useRef<HTMLHeadingElement>(null);
  const all = lookUps.value[inboxId];
  const add = (): void => navigate(hrefOf(NEW));
  return (
    <div class="s-body">
      <div class="s-form wide">
        {!all && <NotLoaded of={loaded} />}
        {!all && !loaded.error && <Loading />}
        {all && (
          <section class="s-section s-group" aria-labelledby="lookups">
            <div class="s-head"><h2 id="lookups" ref={head} tabIndex={-1}>{t("settings.lookups.heading")}</h2>{all.length > 0 && <Button icon="plus" onClick={add}>{t("settings.lookups.add")}</Button>}</div>
            <p class="hint">{t("settings.lookups.hint")} <a href="/settings/flows">{t("settings.lookups.to_flows")}</a></p>
            <Begun inboxId={inboxId} />
            {all.length === 0 && <None onAdd={add} />}
            {all.length > 0 && <ul class="card s-list">{all.map((one) => <Row key={one.id} of={one} onDelete={() => { deleteLookUp(one); head.current?.focus(); }} />)}</ul>}
          </section>
        )}
      </div>
    </div>
  );
}
