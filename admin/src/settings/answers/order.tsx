// The suggested questions in the order in which the greeting offers them, moved up and down.
import { useRef, useState } from "preact/hooks";
import { errorText } from "../../errors";
import { locale, t } from "../../i18n";
import { Button, Dialog, ErrorText } from "../../ui";
import type { Article } from "../model";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { moved } from "../routing/rule";
import { loadSuggested, suggested } from "../store";
import { patchArticle } from "./server";
import { placesOf } from "./tree";

/** In the language of who reads the list, where the article has it. */
const shownIn = (one: Article): Article["variants"][number] | undefined => one.variants.find((other) => other.locale === locale.value) ?? one.variants[0];
const titleOf = (one: Article): string => shownIn(one)?.title ?? one.name;

type Known = Pick<Article, "id" | "position" | "version">;

/** Moves are seen at once and told one after the other: who presses quickly is not overtaken by the answers. */
function useMoving(inboxId: string) {
  const [failed, setFailed] = useState<string | null>(null);
  const known = useRef(new Map<string, Known>());
  const wanted = useRef<string[] | null>(null);
  const telling = useRef(false);
  /** Only those whose place is another one are told to the server. */
  const tell = async (): Promise<void> => {
    for (let ids = wanted.current; ids; ids = wanted.current) {
      wanted.current = null;
      const order = ids.flatMap((id) => known.current.get(id) ?? []);
      const places = placesOf(order.map((one) => one.position));
      for (const [at, one] of order.entries()) {
        if (one.position !== places[at]) known.current.set(one.id, await patchArticle(one.id, { position: places[at], expected_version: one.version }));
      }
    }
  };
  const keep = (): null => {
    const all = suggested.peek()[inboxId] ?? [];
    suggested.value = { ...suggested.peek(), [inboxId]: all.map((one) => { const { position, version } = known.current.get(one.id) ?? one; return { ...one, position, version }; }) };
    return null;
  };
  const fail = async (error: unknown): Promise<string> => {
    wanted.current = null;
    await loadSuggested(inboxId).catch(() => undefined);
    return errorText(error);
  };
  const move = async (all: Article[], from: number, to: number): Promise<void> => {
    const next = moved(all, from, to);
    suggested.value = { ...suggested.peek(), [inboxId]: next };
    wanted.current = next.map((one) => one.id);
    if (telling.current) return;
    telling.current = true;
    known.current = new Map(all.map((one) => [one.id, one]));
    setFailed(await tell().then(keep, fail));
    telling.current = false;
  };
  return { failed, move };
}

export function Order({ inboxId, onClose }: { inboxId: string; onClose: () => void }) {
  const loaded = useLoaded(() => loadSuggested(inboxId), [inboxId]);
  const { failed, move } = useMoving(inboxId);
  const all = suggested.value[inboxId] ?? [];
  return (
    <Dialog title={t("settings.answers.order_open")} onClose={onClose}>
      <p class="hint">{t("settings.answers.order_hint")}</p>
      <NotLoaded of={loaded} />
      {!loaded.ready && !loaded.error && <Loading rows={2} />}
      {loaded.ready && all.length === 0 && <p class="t2">{t("settings.answers.order_none")}</p>}
      <ol class="s-tree">
        {loaded.ready && all.map((one, at) => (
          <li key={one.id}>
            <span class="grow wrap" lang={shownIn(one)?.locale}>{titleOf(one)}</span>
            <Button kind="bare" icon="rise" label={t("settings.routing.rule.up", { name: titleOf(one) })} disabled={at === 0} onClick={() => void move(all, at, at - 1)} />
            <Button kind="bare" icon="down" label={t("settings.routing.rule.down", { name: titleOf(one) })} disabled={at === all.length - 1} onClick={() => void move(all, at, at + 1)} />
          </li>
        ))}
      </ol>
      <ErrorText text={failed} />
    </Dialog>
  );
}
