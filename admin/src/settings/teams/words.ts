// What stands beside a team or a skill: where it is named, and what keeps it from doing any good.
import { t } from "../../i18n";
import type { Skill, Team, Use } from "../model";

const place = (use: Use): string => (use.rule === null ? t("settings.teams.in_overflow", { inbox: use.inbox }) : t("settings.teams.in_rule", { rule: use.rule, inbox: use.inbox }));

/** Null when no inbox names it. */
export function usesText(of: readonly Use[]): string | null {
  return of.length === 0 ? null : t("settings.teams.used_in", { places: of.map(place).join(t("settings.agents.comma")) });
}

export function warningText(of: Team | Skill): string | null {
  return of.warning && t(`settings.teams.warning.${of.warning}`);
}
