// The different wordings of a group, each with its tick: what is done is done with those that are ticked.
import { useState } from "preact/hooks";
import { plural, t } from "../../i18n";
import { Button } from "../../ui";
import type { Group, Question } from "./store";

/** So many are shown at first; what is ticked always is. */
const AT_FIRST = 5;

export interface Ticks { ticked: Question[]; has: (id: string) => boolean; flip: (id: string) => void; all: (on: boolean) => void }

/** At first the leader and what says nearly the same. */
export function useTicks({ questions }: Group): Ticks {
  const [chosen, setChosen] = useState<Record<string, boolean>>({});
  const first = questions[0]?.id;
  const on = ({ id, same }: Question): boolean => chosen[id] ?? (same || id === first);
  const ticked = questions.filter(on);
  const has = (id: string): boolean => ticked.some((one) => one.id === id);
  return {
    ticked,
    has,
    flip: (id) => setChosen((now) => ({ ...now, [id]: !has(id) })),
    all: (on) => setChosen(Object.fromEntries(questions.map(({ id }) => [id, on]))),
  };
}

interface WordingsProps { group: Group; ticks: Ticks; disabled: boolean }

export function Wordings({ group, ticks, disabled }: WordingsProps) {
  const [open, setOpen] = useState(false);
  const { questions } = group;
  const shown = questions.filter(({ id }, at) => open || at < AT_FIRST || ticks.has(id));
  const whole = ticks.ticked.length === questions.length;
  return (
    <div class="s-wordings" role="group" aria-label={t("settings.unanswered.wordings")}>
      {shown.map(({ id, text, count }, at) => (
        <label key={id} class="s-tick">
          <input type="checkbox" checked={ticks.has(id)} disabled={disabled} onChange={() => ticks.flip(id)} />
          <span class={`wrap grow ${at === 0 ? "b" : ""}`} dir="auto" lang={group.locale ?? undefined}>{text}</span>
          <span class="t3 sm num">{plural("settings.unanswered.times", count)}</span>
        </label>
      ))}
      <p class="t2 sm" role="status">{t(ticks.ticked.length === 0 ? "settings.unanswered.none_ticked" : whole ? "settings.unanswered.all_ticked" : "settings.unanswered.ticked", { ticked: ticks.ticked.length, all: questions.length })}</p>
      <div class="s-row s-acts">
        <Button kind="bare" tiny disabled={disabled} onClick={() => ticks.all(!whole)}>{t(whole ? "settings.unanswered.tick_none" : "settings.unanswered.tick_all")}</Button>
        {questions.length > AT_FIRST && (open || shown.length < questions.length) && <button type="button" class="bt bare tiny" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t("settings.unanswered.fewer") : plural("settings.unanswered.more", questions.length - shown.length)}</button>}
      </div>
    </div>
  );
}
