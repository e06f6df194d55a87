// The different wordings of a group, each with its tick: what is done is done with those that are ticked.
import { useState } from "preact/hooks";
import { plural, t } from "../../i18n";
import { Button } from "../../ui";
import { useLongText } from "../parts/long-text";
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

interface WordingProps { of: Question; lang: string | null; first: boolean; ticks: Ticks; disabled: boolean }

function Wording({ of: { id, text, count }, lang, first, ticks, disabled }: WordingProps) {
  const { shown, more } = useLongText({ text, lang, class: first ? "grow b" : "grow" });
  return (
    <div>
      <label class="s-tick">
        <input type="checkbox" checked={ticks.has(id)} disabled={disabled} onChange={() => ticks.flip(id)} />
        {shown}
        <span class="t3 sm num">{plural("settings.unanswered.times", count)}</span>
      </label>
      {more}
    </div>
  );
}

interface WordingsProps { group: Group; ticks: Ticks; disabled: boolean }

export function Wordings({ group, ticks, disabled }: WordingsProps) {
  const [open, setOpen] = useState(false);
  const { questions } = group;
  const shown = questions.filter(({ id }, at) => open || at < AT_FIRST || ticks.has(id));
  const [ticked, all, hidden] = [ticks.ticked.length, questions.length, questions.length - shown.length];
  const whole = ticked === all;
  const said = t(`settings.unanswered.${ticked === 0 ? "none_ticked" : whole ? "all_ticked" : "ticked"}`, { ticked, all });
  return (
    <div class="s-wordings" role="group" aria-label={t("settings.unanswered.wordings")}>
      {shown.map((one, at) => <Wording key={one.id} of={one} lang={group.locale} first={at === 0} ticks={ticks} disabled={disabled} />)}
      <div class="s-row">
        <p class="t2 sm" role="status">{said}</p>
        <Button kind="bare" tiny disabled={disabled} onClick={() => ticks.all(!whole)}>{t(whole ? "settings.unanswered.tick_none" : "settings.unanswered.tick_all")}</Button>
        {(open || hidden > 0) && <button type="button" class="bt bare tiny" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t("settings.unanswered.fewer") : plural("settings.unanswered.more", hidden)}</button>}
      </div>
    </div>
  );
}
