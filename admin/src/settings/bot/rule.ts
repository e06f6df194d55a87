// A rule by which the bot hands over, without a screen: as it is typed in the form and back, and what is wrong with it.
import type { HandOver } from "../model";
import { wordsOf } from "../routing/rule";

export const MOST_RULES = 50;
const MOST_WORDS = 200;
const LONGEST_WORD = 60;

/** Words stand one a line or between commas. */
export interface RuleForm { name: string; vip: boolean; words: string; page: string; tag: string; category_id: string }
export type RuleFault = "name_missing" | "no_condition" | "too_many_words" | "word_too_long";

export const formOf = (rule: HandOver | null): RuleForm => ({
  name: rule?.name ?? "", vip: rule?.vip ?? false, words: (rule?.words ?? []).join(", "), page: rule?.page ?? "", tag: rule?.tag ?? "", category_id: rule?.category_id ?? "",
});

export const ruleOf = (form: RuleForm): HandOver => ({
  name: form.name.trim(), vip: form.vip, page: form.page.trim() || null, tag: form.tag.trim() || null, category_id: form.category_id || null, words: wordsOf(form.words),
});

/** A rule without any condition would hand over everything, which is what switching the bot off is for. */
export function faultsOf(rule: HandOver): Partial<Record<"name" | "words" | "conditions", RuleFault>> {
  const words = rule.words ?? [];
  const wrong: RuleFault | null = words.length > MOST_WORDS ? "too_many_words" : words.some((word) => word.length > LONGEST_WORD) ? "word_too_long" : null;
  const holds = rule.vip || rule.page || rule.tag || rule.category_id || words.length > 0;
  return { ...(rule.name ? {} : { name: "name_missing" }), ...(wrong ? { words: wrong } : {}), ...(holds ? {} : { conditions: "no_condition" }) };
}
