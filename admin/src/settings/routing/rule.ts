// A rule without a screen: as it is typed in the form and back, its place in the list, and what could never be served by it.
import type { Agent, Need, Priority, Rule, Skill, Team } from "../model";

export const MOST_RULES = 50;
export const MOST_NEEDS = 10;
const MOST_WORDS = 50;
const LONGEST_WORD = 60;

/** Words stand one a line or between commas. */
export interface RuleForm { name: string; words: string; page: string; tag: string; language: string; team_id: string; needs: Need[]; priority: Priority | "" }
export type RuleFault = "name_missing" | "no_effect" | "too_many_words" | "word_too_long";

export function formOf(rule: Rule | null): RuleForm {
  return {
    name: rule?.name ?? "", words: rule?.words.join(", ") ?? "", page: rule?.page ?? "", tag: rule?.tag ?? "", language: rule?.language ?? "",
    team_id: rule?.team_id ?? "", needs: rule?.needs ?? [], priority: rule?.priority ?? "",
  };
}

export function wordsOf(typed: string): string[] {
  return [...new Set(typed.split(/[,，、;；\n]/).map((word) => word.trim()).filter(Boolean))];
}

/** What was chosen in a row that names no skill yet is nothing to keep. */
export function ruleOf(form: RuleForm): Rule {
  const orNull = (text: string): string | null => text.trim() || null;
  return {
    name: form.name.trim(), words: wordsOf(form.words), page: orNull(form.page), tag: orNull(form.tag), language: orNull(form.language),
    team_id: orNull(form.team_id), needs: form.needs.filter((need) => need.skill_id), priority: form.priority || null,
  };
}

export function faultsOf(rule: Rule): Partial<Record<"name" | "words" | "effect", RuleFault>> {
  const does = rule.team_id !== null || rule.needs.length > 0 || rule.priority !== null;
  const words: RuleFault | null = rule.words.length > MOST_WORDS ? "too_many_words" : rule.words.some((word) => word.length > LONGEST_WORD) ? "word_too_long" : null;
  return { ...(rule.name ? {} : { name: "name_missing" }), ...(words ? { words } : {}), ...(does ? {} : { effect: "no_effect" }) };
}

/** The list with the one at `from` standing at `to`. */
export function moved<T>(all: readonly T[], from: number, to: number): T[] {
  const rest = all.filter((_, at) => at !== from);
  return [...rest.slice(0, to), ...all.slice(from, from + 1), ...rest.slice(to)];
}

export interface People { teams: readonly Team[]; skills: readonly Skill[]; agents: readonly Agent[] }
export type Hopeless = { why: "team"; name: string } | { why: "skill"; name: string; level: number } | { why: "together" };

/** What nobody of the inbox could ever serve: its fallback counts then, and the page says so. */
export function hopeless(rule: Rule, inboxId: string, { teams, skills, agents }: People): Hopeless | null {
  const here = agents.filter((one) => one.active && one.inbox_ids.includes(inboxId));
  const team = teams.find((one) => one.id === rule.team_id);
  const members = new Set(team?.members.map((one) => one.agent_id));
  const able = team ? here.filter((one) => members.has(one.id)) : here;
  if (team && able.length === 0) return { why: "team", name: team.name };
  const lacking = rule.needs.find((need) => !able.some((one) => has(one, need)));
  if (lacking) return { why: "skill", name: skills.find((one) => one.id === lacking.skill_id)?.name ?? "", level: lacking.level };
  return able.some((one) => rule.needs.every((need) => has(one, need))) || rule.needs.length === 0 ? null : { why: "together" };
}

const has = (agent: Agent, need: Need): boolean => agent.skills.some((one) => one.skill_id === need.skill_id && one.level >= need.level);
