// A day that was, and the settings to try on it.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { focusFirstFault } from "../../setup/focus";
import { Button, ErrorText, SelectField, TextField } from "../../ui";
import type { Choices, Tried } from "./model";
import { dayIn, faultsOf, MOST_CAPACITY, type TrialFaults } from "./trial";

export interface Trial { date: string; changes: object }
const ASSIGNMENTS: Tried["assignment"][] = ["manual", "least_loaded", "longest_idle"];
const OFFERS = [0, 10, 20, 30, 60];
const MINUTES = [0, 5, 10, 20, 30];

function withOwn(all: number[], own: number): number[] {
  return [...new Set([...all, own])].sort((a, b) => a - b);
}

/** Only what differs from what is set is a change. */
function changesOf(set: Tried, wanted: Tried, capacity: string): object {
  const same = JSON.stringify(set.head_start_seconds) === JSON.stringify(wanted.head_start_seconds);
  return {
    ...(wanted.assignment !== set.assignment && { assignment: wanted.assignment }),
    ...(wanted.offer_seconds !== set.offer_seconds && { offer_seconds: wanted.offer_seconds }),
    ...(wanted.prefer_last_agent !== set.prefer_last_agent && { prefer_last_agent: wanted.prefer_last_agent }),
    ...(!same && { head_start_seconds: wanted.head_start_seconds }),
    ...(capacity && { capacity: Number(capacity) }),
  };
}

interface TryProps { choices: Choices; busy: boolean; error: string | null; onPlay: (trial: Trial) => void; onWrong: () => void }

const said = (fault: string | undefined): string | null => (fault ? t(`settings.simulate.wrong.${fault}`, { most: MOST_CAPACITY }) : null);

export function TryDay({ choices, busy, error, onPlay, onWrong }: TryProps) {
  const [date, setDate] = useState(choices.day);
  const [wanted, setWanted] = useState<Tried>(choices.settings);
  const [capacity, setCapacity] = useState("");
  const [faults, setFaults] = useState<TrialFaults>({});
  const today = dayIn(choices.time_zone);
  const play = (event: Event): void => {
    event.preventDefault();
    const found = faultsOf(date, capacity, today);
    setFaults(found);
    if (Object.keys(found).length === 0) return onPlay({ date, changes: changesOf(choices.settings, wanted, capacity) });
    onWrong();
    focusFirstFault();
  };
  const set = (part: Partial<Tried>): void => setWanted({ ...wanted, ...part });
  const seconds = (many: number): string => (many ? t("settings.simulate.seconds", { seconds: many }) : t("settings.simulate.at_once"));
  const { vip } = wanted.head_start_seconds;
  return (
    <form class="w-form" noValidate onSubmit={play}>
      <TextField label={t("settings.simulate.day")} type="date" value={date} error={said(faults.date)} onInput={(wished) => { setDate(wished); setFaults({ ...faults, date: undefined }); }} />
      <SelectField label={t("settings.simulate.assignment")} value={wanted.assignment} choices={ASSIGNMENTS.map((value) => ({ value, label: t(`settings.simulate.by.${value}`) }))} onChange={(value) => set({ assignment: value as Tried["assignment"] })} />
      <div class="w-two">
        <SelectField label={t("settings.simulate.offer")} value={String(wanted.offer_seconds)} choices={withOwn(OFFERS, choices.settings.offer_seconds).map((many) => ({ value: String(many), label: seconds(many) }))} onChange={(value) => set({ offer_seconds: Number(value) })} />
        <SelectField label={t("settings.simulate.head_start")} value={String(vip)} choices={withOwn(MINUTES.map((many) => many * 60), choices.settings.head_start_seconds.vip).map((many) => ({ value: String(many), label: t("settings.simulate.minutes", { minutes: Math.round(many / 6) / 10 }) }))}
          onChange={(value) => set({ head_start_seconds: { ...wanted.head_start_seconds, vip: Number(value) } })} />
      </div>
      <div class="w-two">
        <SelectField label={t("settings.simulate.last_agent")} value={String(wanted.prefer_last_agent)} choices={[{ value: "true", label: t("settings.simulate.yes") }, { value: "false", label: t("settings.simulate.no") }]} onChange={(value) => set({ prefer_last_agent: value === "true" })} />
        <TextField label={t("settings.simulate.capacity")} type="number" min={1} max={MOST_CAPACITY} placeholder={t("settings.simulate.capacity_own")} value={capacity} error={said(faults.capacity)} onInput={(many) => { setCapacity(many); setFaults({ ...faults, capacity: undefined }); }} />
      </div>
      <ErrorText text={error} />
      <Button kind="quiet" type="submit" busy={busy ? t("settings.simulate.playing") : undefined}>{t("settings.simulate.play")}</Button>
    </form>
  );
}
