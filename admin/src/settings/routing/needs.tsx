// Language as a need, and when needs are given up.
import { t } from "../../i18n";
import { Switch } from "../../ui";
import { edit } from "../draft";
import { skills } from "../groups";
import { languageName } from "../languages";
import type { Routing } from "../model";
import { OptionalNumber } from "../parts/number-field";
import { Section } from "./section";

const [MINUTE, USUAL, MOST_MINUTES] = [60, 300, 1440];

function spokenHere(): string {
  const languages = (skills.value ?? []).flatMap((one) => (one.language ? [languageName(one.language)] : []));
  return languages.length > 0 ? t("settings.routing.languages_known", { languages: languages.join(t("settings.agents.comma")) }) : t("settings.routing.languages_none");
}

export function Needs({ routing }: { routing: Routing }) {
  return (
    <>
      <Section title={t("settings.routing.language")} hint={t("settings.routing.language_hint")}>
        <Switch on={routing.match_language} label={t("settings.routing.match_language")} onChange={(match_language) => edit("routing", { match_language })} />
        <p class="hint">{spokenHere()} <a href="/settings/teams">{t("settings.routing.to_teams")}</a></p>
      </Section>
      <Section title={t("settings.routing.waive")} hint={t("settings.routing.waive_hint")}>
        <OptionalNumber field="routing.waive_needs_seconds" label={t("settings.routing.waive_after")} unit={t("settings.routing.minutes")} value={routing.waive_needs_seconds} usual={USUAL} least={1} most={MOST_MINUTES} scale={MINUTE}
          onValue={(waive_needs_seconds) => edit("routing", { waive_needs_seconds })} />
      </Section>
    </>
  );
}
