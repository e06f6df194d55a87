// A line that is too long: another team helps, and beyond a length nobody is put into it; and what becomes of it at closing.
import { t } from "../../i18n";
import { SelectField } from "../../ui";
import { edit, faultOf } from "../draft";
import { teams } from "../groups";
import type { Overflow as OverflowOf, Routing } from "../model";
import { Radios } from "../parts/choices";
import { OptionalNumber } from "../parts/number-field";
import { Section } from "./section";

const [MINUTE, MOST_MINUTES] = [60, 1440];

function Helpers({ of, put }: { of: OverflowOf; put: (part: Partial<OverflowOf>) => void }) {
  const asked = of.waiting !== null || of.seconds !== null;
  const choices = [{ value: "", label: t("settings.routing.choose_team") }, ...(teams.value ?? []).map((one) => ({ value: one.id, label: one.name }))];
  return (
    <Section title={t("settings.routing.overflow")} hint={t("settings.routing.overflow_hint")}>
      <OptionalNumber field="routing.overflow.waiting" label={t("settings.routing.overflow_waiting")} unit={t("settings.routing.people")} value={of.waiting} usual={10} least={1} most={1000} onValue={(waiting) => put({ waiting })} />
      <OptionalNumber field="routing.overflow.seconds" label={t("settings.routing.overflow_seconds")} unit={t("settings.routing.minutes")} value={of.seconds} usual={600} least={1} most={MOST_MINUTES} scale={MINUTE} onValue={(seconds) => put({ seconds })} />
      {asked && <SelectField class="s-under" label={t("settings.routing.overflow_team")} value={of.team_id ?? ""} choices={choices} error={faultOf("routing.overflow.team_id")} onChange={(id) => put({ team_id: id || null })} />}
    </Section>
  );
}

function Limit({ of, put }: { of: OverflowOf; put: (part: Partial<OverflowOf>) => void }) {
  const ways = (["form", "callback"] as const).map((value) => ({ value, label: t(`settings.routing.beyond_${value}`), hint: t(`settings.routing.beyond_${value}_hint`) }));
  return (
    <Section title={t("settings.routing.limit")} hint={t("settings.routing.limit_hint")}>
      <OptionalNumber field="routing.overflow.limit" label={t("settings.routing.limit_at")} unit={t("settings.routing.people")} value={of.limit} usual={30} least={1} most={10_000} onValue={(limit) => put({ limit })} />
      {of.limit !== null && <div class="s-under"><span class="s-label">{t("settings.routing.beyond")}</span><Radios label={t("settings.routing.beyond")} value={of.beyond} options={ways} onPick={(beyond) => put({ beyond })} /></div>}
    </Section>
  );
}

export function LongLine({ routing }: { routing: Routing }) {
  const of = routing.overflow;
  const put = (part: Partial<OverflowOf>): void => edit("routing", { overflow: { ...of, ...part } });
  const closing = (["serve", "form"] as const).map((value) => ({ value, label: t(`settings.routing.closing_${value}`), hint: t(`settings.routing.closing_${value}_hint`) }));
  return (
    <>
      <Helpers of={of} put={put} />
      <Limit of={of} put={put} />
      <Section title={t("settings.routing.closing")}>
        <Radios label={t("settings.routing.closing")} value={routing.closing} options={closing} onPick={(value) => edit("routing", { closing: value })} />
      </Section>
    </>
  );
}
