// An article looked for among all of an inbox, in a dialog: the newest until something is typed.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Dialog, TextField } from "../../ui";
import type { Article } from "../model";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { readArticles } from "../store";
import { OnlyAgents } from "./chips";

const AT_ONCE = "12";
export interface Chosen { id: string; title: string }

/** What it is called in the language at hand, else in its first. */
const titleOf = (one: Article, language: string | null): string => (one.variants.find((other) => other.locale === language) ?? one.variants[0])?.title ?? one.name;

/** The list keeps the height that it once had: a dialog that shrinks while somebody types moves under their eyes. */
function useTallest() {
  const list = useRef<HTMLUListElement>(null);
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => { setHeight((before) => Math.max(before, list.current?.offsetHeight ?? 0)); });
  return [list, height] as const;
}

interface ChooseProps { inboxId: string; language: string | null; title: string; before?: ComponentChildren; /** What the bot is to answer with: nothing that is not written in `language`, and nothing that only agents read. */ only?: boolean; onChoose: (chosen: Chosen) => void; onClose: () => void }

export function ChooseArticle({ inboxId, language, title, before, only, onChoose, onClose }: ChooseProps) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Article[] | null>(null);
  const latest = useRef(text);
  latest.current = text;
  const look = async (): Promise<void> => {
    const query = text.trim();
    const page = await readArticles(inboxId, { ...(query ? { query } : {}), ...(only && language ? { locale: language } : {}), status: "in_use", limit: AT_ONCE });
    // An answer to what was typed before is overtaken.
    if (latest.current === text) setFound(page.articles);
  };
  const loaded = useLoaded(look, [inboxId, text]);
  const [list, height] = useTallest();
  return (
    <Dialog title={title} onClose={onClose}>
      {before}
      <TextField type="search" label={t("settings.answers.search")} maxLength={200} autofocus value={text} onInput={setText} />
      <NotLoaded of={loaded} />
      {!found && !loaded.error && <Loading rows={3} />}
      {found && found.length === 0 && <p class="t2">{t("settings.answers.no_match")}</p>}
      <ul class="s-choices" ref={list} style={{ minHeight: `${height}px` }}>
        {(found ?? []).map((one) => { const name = titleOf(one, language); return <li key={one.id}><button type="button" class="s-choice" disabled={only === true && one.visibility === "agents"} onClick={() => onChoose({ id: one.id, title: name })}><span class="s-clamp" dir="auto">{name}</span>{only && <OnlyAgents article={one} />}</button></li>; })}
      </ul>
    </Dialog>
  );
}
