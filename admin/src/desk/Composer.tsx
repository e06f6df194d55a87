// Where an agent writes. To the visitor: white and solid. To the team: straw and dashed, with a lock, other words and
// another button, because a note sent to the visitor is the one mistake that cannot be taken back.
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { Button, Icon, type IconName } from "../ui";
import { now } from "../ui/clock";
import type { Conversation } from "../wire";
import { focusWish, write, writing } from "./dialogs";
import { draft, keepDraft, type DraftKind } from "./drafts";
import { EmojiButton } from "./EmojiButton";
import { InsertList, useInserts } from "./Inserts";
import { languageName, shortName } from "./names";
import { NotMine } from "./NotMine";
import { send, slowUntil } from "./outbox";
import { mayWhisper, mayWrite } from "./rights";
import { line, state } from "./store";
import { Suggested } from "./Suggested";
import { useTyping } from "./typing";

const MOST = 8000;
const length = (text: string): number => Array.from(text).length;

function Tabs({ one, kind }: { one: Conversation; kind: DraftKind }) {
  const name = shortName(one.visitor);
  const language = languageName(one.visitor.locale);
  const agent = one.assignee?.name ?? "";
  const words = kind === "whisper" ? t("composer.to_agent", { agent }) : kind === "note" ? t("composer.team_only") : language ? t("composer.to_in", { name, language }) : t("composer.to", { name });
  const tab = (of: DraftKind) => (
    <button type="button" aria-pressed={kind === of} class={kind === of ? "on" : ""} onClick={() => write(of)}>
      {of === "note" && <Icon name="lock" small />}{of === "whisper" && <Icon name="whisper" small />}{t(`composer.${of}`)}
    </button>
  );
  return <div class="tabs">{tab("reply")}{tab("note")}{mayWhisper(one, state.value.me) && tab("whisper")}<span class="cp cut" id="composer-to">{words}</span></div>;
}

/** One calm line for what delays sending; the text is kept meanwhile. */
function Delay({ over }: { over: number }) {
  const slow = Math.ceil((slowUntil.value - now.value) / 1000);
  if (over > 0) return <p class="delay bad" role="alert"><Icon name="alert" small />{t("composer.too_long", { over })}</p>;
  if (line.value === "lost" || line.value === "draining") return <p class="delay warn" role="status"><Icon name="wifi" small />{t("composer.kept")}</p>;
  return slow > 0 ? <p class="delay" role="status"><Icon name="clock" small />{t("composer.slow", { seconds: slow })}</p> : null;
}

/** The text of a draft: read when conversation or kind change, kept with every letter. */
function useDraft(id: string, kind: DraftKind) {
  const [texts, setTexts] = useState<Record<DraftKind, string>>(() => ({ reply: draft(id, "reply"), note: draft(id, "note"), whisper: draft(id, "whisper") }));
  const set = (text: string): void => { keepDraft(id, kind, text, texts[kind]); setTexts({ ...texts, [kind]: text }); };
  return [texts[kind], set] as const;
}

let answered = 0;

/** Focuses when somebody asked to write, by key, button or by answering a visitor. */
function useFocusWish(area: RefObject<HTMLTextAreaElement | null>): void {
  const wish = focusWish.value;
  useEffect(() => {
    if (wish === answered || !area.current) return;
    answered = wish;
    area.current.focus();
  }, [wish]);
}

function grow(area: HTMLTextAreaElement | null): void {
  if (!area) return;
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, 240)}px`;
  if (area.selectionEnd === area.value.length) area.scrollTop = area.scrollHeight;
}

interface Written { icon: IconName | undefined; words: string; field: string; placeholder: string; hint: string }
const WORDS: Record<DraftKind, Written> = {
  reply: { icon: undefined, words: "composer.send", field: "composer.reply", placeholder: "composer.write", hint: "composer.enter" },
  note: { icon: "lock", words: "composer.add_note", field: "composer.note", placeholder: "composer.write_note", hint: "composer.enter_note" },
  whisper: { icon: "whisper", words: "composer.add_whisper", field: "composer.whisper", placeholder: "composer.write_whisper", hint: "composer.enter_whisper" },
};

function Writing({ one, kind }: { one: Conversation; kind: DraftKind }) {
  const [text, setText] = useDraft(one.id, kind);
  const area = useRef<HTMLTextAreaElement>(null);
  const tellTyping = useTyping(one.id, kind === "reply");
  useFocusWish(area);
  useEffect(() => grow(area.current), [text, kind]);
  const over = length(text) - MOST;
  const submit = (): void => {
    if (!text.trim() || over > 0) return;
    send(one.id, kind === "reply" ? "text" : kind, text.trim());
    setText("");
    tellTyping("");
    area.current?.focus();
  };
  const put = (words: string, { from, to }: { from: number; to: number }): void => {
    const field = area.current;
    if (!field) return;
    field.focus();
    field.setRangeText(words, from, to, "end");
    typed(field.value);
  };
  const inserts = useInserts(one, area, text, kind === "reply", put);
  const insert = (words: string): void => {
    const field = area.current;
    if (field) put(words, { from: field.selectionStart, to: field.selectionEnd });
  };
  /** The sign begins a line: there it opens its list whatever stands before. */
  const begin = (sign: string): void => insert(/[^\n]$/.test(text.slice(0, area.current?.selectionStart)) ? `\n${sign}` : sign);
  const typed = (value: string): void => { setText(value); tellTyping(value); };
  const key = (event: KeyboardEvent): void => {
    if (inserts.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  };
  const { icon, words, field, placeholder, hint } = WORDS[kind];
  const agent = one.assignee?.name ?? "";
  return (
    <>
      <InsertList {...inserts} />
      {kind === "reply" && !text && <Suggested one={one} onPick={(words) => put(words, { from: 0, to: 0 })} />}
      <textarea ref={area} class="say" rows={3} dir="auto" value={text} placeholder={t(placeholder, { agent })}
        aria-label={t(field)} aria-describedby="composer-to" aria-controls={inserts.wish ? "inserts" : undefined} aria-autocomplete="list"
        aria-activedescendant={inserts.found.choices.length && inserts.wish ? `insert-${inserts.at}` : undefined}
        onInput={(event) => typed(event.currentTarget.value)} onKeyDown={key} />
      <Delay over={over} />
      <div class="tools">
        <Button kind="bare" icon="slash" label={t("inserts.insert_reply")} onClick={() => begin("/")} />
        <Button kind="bare" icon="book" label={t("inserts.insert_article")} onClick={() => begin("?")} />
        <EmojiButton pick={insert} />
        <span class="grow cp t3 cut hint-line">{t(hint)}</span>
        <Button kind="main" icon={icon} shortcut={kind === "reply" ? "↵" : undefined} disabled={!text.trim() || over > 0} onClick={submit}>{t(words)}</Button>
      </div>
    </>
  );
}

export function Composer({ one }: { one: Conversation }) {
  // Mounted anew for each conversation: a note in the last one says nothing about this one.
  useEffect(() => { writing.value = "reply"; }, []);
  const kind = writing.value === "whisper" && !mayWhisper(one, state.value.me) ? "reply" : writing.value;
  const silent = kind === "reply" && !mayWrite(one, state.value.me);
  return (
    <section class={`d-comp ${kind === "reply" ? "" : `note ${kind}`} ${silent ? "silent" : ""}`} aria-label={t("composer.label")}>
      <Tabs one={one} kind={kind} />
      {silent ? <NotMine one={one} /> : <Writing key={kind} one={one} kind={kind} />}
    </section>
  );
}
