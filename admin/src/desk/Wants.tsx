// What somebody who waits is and needs, as chips: priority, team, skills, tags.
import { t } from "../i18n";
import { Button } from "../ui";
import type { Conversation } from "../wire";
import { overlay } from "./dialogs";
import { maySayNeeds } from "./rights";
import { state } from "./store";

export function Priority({ of }: { of: Conversation["priority"] }) {
  if (!of || of === "normal") return null;
  return <span class={`chip ${of === "vip" ? "acc" : ""}`}>{t(`priority.${of}`)}</span>;
}

const askedFor = (one: Conversation): string[] => [one.team, one.overflow_team, ...(one.needs ?? [])].flatMap((wish) => wish?.name || []);

/** A tag of the person or the conversation says it: the tags stand in the fourth column, or in its drawer. */
export const taggedSo = (one: Conversation): boolean => [...(one.tags ?? []), ...(one.visitor.tags ?? [])].some((tag) => tag.toLowerCase() === one.priority);

/** The words of the chips; a tag that says what the priority says already is left out. */
export function wanted(one: Conversation): string[] {
  const said = one.priority === "normal" ? "" : one.priority;
  const tags = [...new Set([...(one.tags ?? []), ...(one.visitor.tags ?? [])])].filter((tag) => tag.toLowerCase() !== said);
  return [...askedFor(one), ...tags];
}

/** Team and skills beside the conversation, with a way to change them; tags stand under it, the priority in its head. */
export function Wanted({ one }: { one: Conversation }) {
  const words = askedFor(one);
  const may = maySayNeeds(one, state.value.me);
  if (!may && !words.length) return null;
  return (
    <section>
      <h2><span>{t("needs.title")}</span>{may && <Button kind="bare" tiny onClick={() => { overlay.value = "needs"; }}>{t("needs.change_short")}</Button>}</h2>
      {words.length ? <Chips words={words} /> : <p class="t3 sm">{t("needs.nothing")}</p>}
    </section>
  );
}

export function Wants({ one }: { one: Conversation }) {
  return <Chips words={wanted(one)} of={one.priority} />;
}

function Chips({ words, of = "normal" }: { words: string[]; of?: Conversation["priority"] }) {
  if (of === "normal" && !words.length) return null;
  return (
    <div class="wants">
      <Priority of={of} />
      {words.map((word) => <span key={word} class="chip" title={word}><span class="cut" dir="auto">{word}</span></span>)}
    </div>
  );
}
