// What somebody who waits is and needs, as chips: priority, team, skills, tags.
import { t } from "../i18n";
import type { Conversation } from "../wire";

export function Priority({ of }: { of: Conversation["priority"] }) {
  if (!of || of === "normal") return null;
  return <span class={`chip ${of === "vip" ? "acc" : ""}`}>{t(`priority.${of}`)}</span>;
}

/** The words of the chips; a tag that says what the priority says already is left out. */
export function wanted(one: Conversation): string[] {
  const said = one.priority === "normal" ? "" : one.priority;
  const tags = [...new Set([...(one.tags ?? []), ...(one.visitor.tags ?? [])])].filter((tag) => tag.toLowerCase() !== said);
  return [...(one.team ? [one.team.name] : []), ...(one.needs ?? []).map((need) => need.name).filter(Boolean), ...tags];
}

export const wantsAny = (one: Conversation): boolean => (one.priority ?? "normal") !== "normal" || wanted(one).length > 0;

export function Wants({ one }: { one: Conversation }) {
  if (!wantsAny(one)) return null;
  return (
    <div class="wants">
      <Priority of={one.priority} />
      {wanted(one).map((word) => <span key={word} class="chip" title={word}><span class="cut" dir="auto">{word}</span></span>)}
    </div>
  );
}
