// The suggested questions in the order in which the greeting offers them, moved up and down.
import { useState } from "preact/hooks";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, Dialog, ErrorText } from "../../ui";
import type { Article } from "../model";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { moved } from "../routing/rule";
import { loadSuggested, suggested } from "../store";
import { patchArticle } from "./server";
import { placesOf } from "./tree";

const titleOf = (one: Article): string => one.variants[0]?.title ?? one.name;

/** Only those whose place is another one are told to the server. */
async function put(inboxId: string, wanted: readonly Article[]): Promise<void> {
  suggested.value = { ...suggested.peek(), [inboxId]: [...wanted] };
  const places = placesOf(wanted.map((one) => one.position));
  for (const [at, one] of wanted.entries()) {
    if (one.position !== places[at]) await patchArticle(one.id, { position: places[at], expected_version: one.version });
  }
}

export function Order({ inboxId, onClose }: { inboxId: string; onClose: () => void }) {
  const loaded = useLoaded(() => loadSuggested(inboxId), [inboxId]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const all = suggested.value[inboxId] ?? [];
  const move = async (from: number, to: number): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailed(await put(inboxId, moved(all, from, to)).then(() => null, errorText));
    await loadSuggested(inboxId).catch(() => undefined);
    setBusy(false);
  };
  return (
    <Dialog title={t("settings.answers.order_open")} onClose={onClose}>
      <p class="hint">{t("settings.answers.order_hint")}</p>
      <NotLoaded of={loaded} />
      {!loaded.ready && !loaded.error && <Loading rows={2} />}
      {loaded.ready && all.length === 0 && <p class="t2">{t("settings.answers.order_none")}</p>}
      <ol class="s-tree">
        {loaded.ready && all.map((one, at) => (
          <li key={one.id}>
            <span class="grow wrap" lang={one.variants[0]?.locale}>{titleOf(one)}</span>
            <Button kind="bare" icon="rise" label={t("settings.routing.rule.up", { name: titleOf(one) })} disabled={at === 0} onClick={() => void move(at, at - 1)} />
            <Button kind="bare" icon="down" label={t("settings.routing.rule.down", { name: titleOf(one) })} disabled={at === all.length - 1} onClick={() => void move(at, at + 1)} />
          </li>
        ))}
      </ol>
      <ErrorText text={failed} />
    </Dialog>
  );
}
