// A day that was, and the settings to try on it.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, ErrorText, SelectField, TextField } from "../../ui";
import type { Choices, Tried } from "./model";

export interface Trial { date: string; changes: object }
const ASSIGNMENTS: Tried["assignment"][] = ["manual", "least_loaded", "longest_idle"];
const OFFERS = [0, 10, 20, 30, 60];
const MINUTES = [0, 5, 10, 20, 30];

function withOwn(all: number[], own: number): number[] {
  return [...new Set([...all, own])].sort((a, b) => a - b);
}

function yesterday(zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(Date.now() - 86_400_000);
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

interface TryProps { choices: Choices; busy: boolean; error: string | null; onPlay: (trial: Trial) => void }

export function TryDay({ choices, busy, error, onPlay }: TryProps) {
  const [date, setDate] = useState(() => yesterday(choices.time_zone));
  const [wanted, setWanted] = useState<Tried>(choices.settings);
  const [capacity, setCapacity] = useState("");
  const set = (part: Partial<Tried>): void => setWanted({ ...wanted, ...part });
  const seconds = (many: number): string => (many ? t("settings.simulate.seconds", { seconds: many }) : t("settings.simulate.at_once"));
  const { vip } = wanted.head_start_seconds;
  return (
    <form class="w-form" noValidate onSubmit={(event) => { event.preventDefault(); onPlay({ date, changes: changesOf(choices.settings, wanted, capacity) }); }}>
      <TextField label={t("settings.simulate.day")} type="date" value={date} onInput={setDate} />
      <SelectField label={t("settings.simulate.assignment")} value={wanted.assignment} choices={ASSIGNMENTS.map((value) => ({ value, label: t(`settings.simulate.by.${value}`) }))} onChange={(value) => set({ assignment: value as Tried["assignment"] })} />
      <div class="w-two">
        <SelectField label={t("settings.simulate.offer")} value={String(wanted.offer_seconds)} choices={withOwn(OFFERS, choices.settings.offer_seconds).map((many) => ({ value: String(many), label: seconds(many) }))} onChange={(value) => set({ offer_seconds: Number(value) })} />
        <SelectField label={t("settings.simulate.head_start")} value={String(vip)} choices={withOwn(MINUTES.map((many) => many * 60), choices.settings.head_start_seconds.vip).map((many) => ({ value: String(many), label: t("settings.simulate.minutes", { minutes: Math.round(many / 6) / 10 }) }))}
          onChange={(value) => set({ head_start_seconds: { ...wanted.head_start_seconds, vip: Number(value) } })} />
      </div>
      <div class="w-two">
        <SelectField label={t("settings.simulate.last_agent")} value={String(wanted.prefer_last_agent)} choices={[{ value: "true", label: t("settings.simulate.yes") }, { value: "false", label: t("settings.simulate.no") }]} onChange={(value) => set({ prefer_last_agent: value === "true" })} />
        <TextField label={t("settings.simulate.capacity")} type="number" min={1} max={50} placeholder={t("settings.simulate.capacity_own")} value={capacity} onInput={setCapacity} />
      </div>
      <ErrorText text={error} />
      <Button kind="quiet" type="submit" busy={busy ? t("settings.simulate.playing") : undefined}>{t("settings.simulate.play")}</Button>
    </form>
  );
}
