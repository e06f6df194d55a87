// What opens over the composer after "/" or "?": canned replies or articles, walked by keys, put in with Enter or Tab.
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { errorText } from "../errors";
import { t } from "../i18n";
import { leads } from "../session";
import { Icon, toast } from "../ui";
import type { Conversation } from "../wire";
import { loadReplies, replies, searchArticles, textOf, type Hit, type Piece } from "./answers";
import { asked, filled, matching, type Asked } from "./insert";
import { calledBy, languageName } from "./names";
import { state } from "./store";

interface Choice { id: string; title: Piece[]; below: Piece[]; text: string; only?: boolean; said?: string | null }
/** `known`: it was looked for, so that an empty list means that there is none. */
interface Found { choices: Choice[]; failed: string | null; known: boolean }
const NOTHING: Found = { choices: [], failed: null, known: false };
const plain = (text: string): Piece[] => [{ text, hit: false }];
const SOON = 150;

/** `said`: the language of what is put in, where one would expect another: the visitor's, or the one it is shown in. */
function ofHit(hit: Hit, one: Conversation): Choice {
  const expected = hit.answer_locale === hit.locale && (!one.visitor.locale || one.visitor.locale === hit.answer_locale);
  return { id: hit.article_id, title: hit.title_parts, below: hit.snippet, text: textOf(hit), only: hit.visibility === "agents", said: expected ? null : t("inserts.in_language", { language: languageName(hit.answer_locale) ?? "" }) };
}

function repliesFor(one: Conversation, words: string): Choice[] {
  const names = { visitor: calledBy(one.visitor), agent: state.value.me?.name ?? "" };
  const mine = replies.value.filter((reply) => reply.inbox_id === null || reply.inbox_id === one.inbox_id);
  return matching(mine, words).map((reply) => ({ id: reply.id, title: plain(reply.shortcut), below: plain(reply.text), text: filled(reply.text, names) }));
}

/** Only the sign stands there: nothing to look for yet. */
const isBare = ({ words }: Asked): boolean => !words;

/** What there is for what was asked; articles are searched a moment after the last letter. */
function useFound(one: Conversation, wish: Asked | null): Found {
  const [found, setFound] = useState<Found>(NOTHING);
  const key = wish && `${wish.kind} ${wish.words}`;
  useEffect(() => {
    let here = true;
    const put = (choices: Choice[]): void => { if (here) setFound({ choices, failed: null, known: true }); };
    const fail = (error: unknown): void => { if (here) setFound({ choices: [], failed: errorText(error), known: true }); };
    if (!wish) setFound(NOTHING);
    else if (wish.kind === "article" && isBare(wish)) put([]);
    if (wish?.kind === "reply") loadReplies().then(() => put(repliesFor(one, wish.words))).catch(fail);
    const soon = wish?.kind === "article" && wish.words ? setTimeout(() => { searchArticles(one, wish.words).then((hits) => put(hits.map((hit) => ofHit(hit, one)))).catch(fail); }, SOON) : 0;
    return () => { here = false; clearTimeout(soon); };
  }, [key]);
  return found;
}

export interface Inserts { wish: Asked | null; found: Found; at: number; choose: (choice: Choice | undefined) => void; key: (event: KeyboardEvent) => boolean }

/** `put` replaces what was asked by the text. */
export function useInserts(one: Conversation, area: RefObject<HTMLTextAreaElement | null>, text: string, toVisitor: boolean, put: (text: string, wish: Asked) => void): Inserts {
  const [at, setAt] = useState(0);
  const [shut, setShut] = useState("");
  const wish = shut === text ? null : asked(text, area.current?.selectionStart ?? text.length);
  const found = useFound(one, wish);
  const count = found.choices.length;
  useEffect(() => setAt(0), [found]);
  const choose = (choice: Choice | undefined): void => {
    if (!choice || !wish) return;
    put(choice.text, wish);
    if (choice.only && toVisitor) toast({ text: t("inserts.only_put", { title: choice.title.map((piece) => piece.text).join("") }) });
  };
  const key = (event: KeyboardEvent): boolean => {
    if (!wish || event.isComposing) return false;
    const enter = event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (event.key === "Escape") setShut(text);
    else if (!count) {
      // Enter must not send what was meant for the list; Ctrl and Enter does. A sign alone is a message.
      if (!enter || isBare(wish)) return false;
    }
    else if (event.key === "ArrowDown") setAt((at + 1) % count);
    else if (event.key === "ArrowUp") setAt((at + count - 1) % count);
    else if (enter || event.key === "Tab") choose(found.choices[at]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { wish, found, at, choose, key };
}

export const Pieces = ({ of }: { of: Piece[] }) => <>{of.map((piece, index) => (piece.hit ? <mark key={index}>{piece.text}</mark> : piece.text))}</>;

/** Nobody has written a canned reply yet: who may is led to where they are written. */
const NoReplies = () => (
  <p class="t2 sm none">{t("inserts.no_replies")}<br />{leads() ? <a href="/settings/replies">{t("inserts.write_replies")}</a> : t("inserts.who_writes_replies")}</p>
);

function Nothing({ wish, failed }: { wish: Asked; failed: string | null }) {
  if (wish.kind === "reply" && !wish.words && !failed) return <NoReplies />;
  const words = isBare(wish) ? t("inserts.say_what") : failed ?? t(wish.kind === "reply" ? "inserts.no_reply" : "inserts.no_article", { words: wish.words });
  return <p class="t2 sm none">{words}</p>;
}

export function InsertList({ wish, found, at, choose }: Inserts) {
  if (!wish) return null;
  return (
    <div class="d-inserts">
      <p class="cp t3">{t(wish.kind === "reply" ? "inserts.replies" : "inserts.articles")}</p>
      <ul id="inserts" role="listbox" aria-label={t(wish.kind === "reply" ? "inserts.replies" : "inserts.articles")}>
        {found.choices.map((choice, index) => (
          <li key={choice.id} id={`insert-${index}`} role="option" aria-selected={index === at} class={index === at ? "on" : ""}
            onMouseDown={(event) => event.preventDefault()} onClick={() => choose(choice)}>
            <Icon name={wish.kind === "reply" ? "edit" : "doc"} small />
            <span class="b cut" dir="auto"><Pieces of={choice.title} /></span>{(choice.only || choice.said) && <span class="chips">{choice.said && <span class="chip">{choice.said}</span>}{choice.only && <span class="chip"><Icon name="lock" />{t("inserts.agents_only")}</span>}</span>}
            <span class="t2 sm cut" dir="auto"><Pieces of={choice.below} /></span>
          </li>
        ))}
      </ul>
      {found.known && found.choices.length === 0 && <Nothing wish={wish} failed={found.failed} />}
    </div>
  );
}
