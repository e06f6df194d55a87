// A rule as a sentence: when it counts, and what follows from it.
import { t } from "../../i18n";
import { skills, teams } from "../groups";
import { languageName } from "../languages";
import type { Need, Rule } from "../model";
import type { Hopeless } from "./rule";

const say = (key: string, params: Record<string, string | number>): string => t(`settings.routing.rule.${key}`, params);
const listed = (parts: string[]): string => parts.join(t("settings.agents.comma"));
const quoted = (word: string): string => say("quoted", { word });
const gone = (): string => say("gone", {});

const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function needText({ skill_id, level }: Need): string {
  const name = skills.value?.find((one) => one.id === skill_id)?.name ?? gone();
  return level > 1 ? say("need", { name, level }) : name;
}

export function conditionText(rule: Rule): string {
  const parts = [
    ...(rule.words.length > 0 ? [say("says", { words: listed(rule.words.map(quoted)) })] : []),
    ...(rule.page ? [say("page", { page: rule.page })] : []),
    ...(rule.tag ? [say("tag", { tag: rule.tag })] : []),
    ...(rule.language ? [say("language", { language: languageName(rule.language) })] : []),
  ];
  return parts.length > 0 ? begun(parts.join(t("settings.routing.rule.and"))) : say("everybody", {});
}

export function effectText(rule: Rule): string {
  const team = rule.team_id && (teams.value?.find((one) => one.id === rule.team_id)?.name ?? gone());
  return [
    ...(team ? [say("team", { team })] : []),
    ...(rule.needs.length > 0 ? [say("needs", { needs: listed(rule.needs.map(needText)) })] : []),
    ...(rule.priority ? [t(`settings.routing.priority_of.${rule.priority}`)] : []),
  ].join(" · ");
}

export function hopelessText(of: Hopeless): string {
  if (of.why === "team") return say("team_empty", { team: of.name });
  if (of.why === "skill") return say("nobody_has", { skill: of.name, level: of.level });
  return say("nobody_has_all", {});
}
