// What somebody who waits is and needs, as chips: priority, team, skills, tags.
import { t } from "../i18n";
import type { Conversation } from "../wire";

export function Priority({ of }: { of: Conversation["priority"] }) {
  if (!of || of === "normal") return null;
  return <span class={`chip ${of === "vip" ? "acc" : ""}`}>{t(`priority.${of}`)}</span>;
}

const askedFor = (one: Conversation): string[] => [one.team, one.overflow_team, ...(one.needs ?? [])].flatMap((wish) => wish?.name || []);

/** The words of the chips; a tag that says what the priority says already is left out. */
export function wanted(one: Conversation): string[] {
  const said = one.priority === "normal" ? "" : one.priority;
  const tags = [...new Set([...(one.tags ?? []), ...(one.visitor.tags ?? [])])].filter((tag) => tag.toLowerCase() !== said);
  return [...askedFor(one), ...tags];
}

/** `untagged`: where the tags stand beside it already. */
export function Wants({ one, untagged }: { one: Conversation; untagged?: boolean }) {
  const words = untagged ? askedFor(one) : wanted(one);
  if ((one.priority ?? "normal") === "normal" && !words.length) return null;
  return (
    <div class="wants">
      <Priority of={one.priority} />
      {words.map((word) => <span key={word} class="chip" title={word}><span class="cut" dir="auto">{word}</span></span>)}
    </div>
  );
}
