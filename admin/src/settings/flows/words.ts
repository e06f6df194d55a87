// The flow in words: what a node is called, what it says, what its ways out mean. The problems are in problem-words.ts.
import { t } from "../../i18n";
import { nameOf as languageName } from "../brand/language-bar";
import { teams } from "../groups";
import type { Case, FlowNode, Option, Test, Texts, Trigger } from "./model/definition";
import { articleTitle, flowName, lookUpName } from "./picks";
import { optionsOf } from "./model/names";
import { definition, language, numbered, START } from "./session";

/** In the language that is edited, else in any that has it. */
export function read(texts: Texts): string {
  return texts[language.value] || Object.values(texts).find((one) => one) || "";
}

export const kindName = (kind: string): string => t(`settings.flows.kind.${kind}`);
const quoted = (text: string): string => (text ? t("settings.flows.quoted", { text }) : "");

const optionName = (options: readonly Option[], id: string): string => {
  const at = options.findIndex((one) => one.id === id);
  const found = options[at];
  return (found && read(found.label)) || t("settings.flows.option_number", { number: at + 1 });
};

const ABOUT: Partial<Record<Test["what"], string>> = { language: "language", hours: "hours", queue_length: "queue_length" };

/** A choice is kept by its key; people know it by its words. */
function valueText({ what, op, name, value }: Test): string {
  const key = String(value ?? "");
  if (what === "language") return languageName(key);
  const chosen = what === "answer" && (op === "is" || op === "is_not") ? optionsOf(definition.value, name ?? "").find((one) => one.id === key) : undefined;
  return (chosen && read(chosen.label)) || key;
}

function testText(test: Test): string {
  if (test.what === "hours") return t(`settings.flows.hours.${test.op === "closed" ? "closed" : "open"}`);
  const what = test.what in ABOUT ? t(`settings.flows.subject.${test.what}`) : test.name || t("settings.flows.unnamed");
  return t(`settings.flows.says.${test.op}`, { what, value: valueText(test) || "…" });
}

export function caseText(of: Case): string {
  return of.all.length > 0 ? of.all.map(testText).join(t("settings.flows.and")) : t("settings.flows.case_always");
}

const CHOICES = new Set(["buttons", "condition"]);

export function outName(node: FlowNode, out: string): string {
  if (out === "else" && CHOICES.has(node.kind)) return t(`settings.flows.out.else_${node.kind}`);
  if (node.kind === "buttons") return optionName(node.data.options, out);
  if (node.kind === "condition") {
    const found = node.data.cases.find((one) => one.id === out);
    return found ? caseText(found) : out;
  }
  return t(`settings.flows.out.${node.kind === "question" && out === "next" ? "answered" : out}`);
}

/** What stands on a node: what it says, or what it is about. Empty when that is not filled in yet. */
export function saysText(node: FlowNode): string {
  switch (node.kind) {
    case "article": return articleTitle(node.data.article_id);
    case "look_up": return lookUpName(node.data.look_up_id);
    case "sub_flow": return flowName(node.data.flow_id);
    case "condition": return node.data.cases[0] ? caseText(node.data.cases[0]) : "";
    case "hand_over": return read(node.data.text) || (teams.value?.find((one) => one.id === node.data.team_id)?.name ?? t("settings.flows.to_anybody"));
    case "end": return read(node.data.text) || t(`settings.flows.ends.${node.data.resolve ? "resolved" : "open"}`);
    case "rate": return read(node.data.text) || t("settings.flows.rate_usual");
    default: return read(node.data.text);
  }
}

const SHORT = 42;
const short = (text: string): string => (Array.from(text).length > SHORT ? `${Array.from(text).slice(0, SHORT).join("")}…` : text);

/** A step of any version of the flow, which may have no number in this one. */
export const stepName = (node: FlowNode): string => `${kindName(node.kind)} ${quoted(short(saysText(node).split("\n")[0] ?? ""))}`.trim();

/** How a node is called in lists and for readers: its place in the list tells two alike apart. */
export function nodeName(id: string | null): string {
  if (id === START) return t("settings.flows.start");
  const found = id === null ? undefined : numbered.value.get(id);
  if (!found) return t("settings.flows.gone");
  const says = short(saysText(found.node).split("\n")[0] ?? "");
  return t("settings.flows.node_name", { number: found.number, kind: kindName(found.node.kind), says: quoted(says) }).trim();
}

/** A browser breaks no line between a Chinese comma and a quotation mark. */
const MAY_BREAK = "\u200b";

export function triggerText(of: Trigger): string {
  switch (of.kind) {
    case "keyword": return t("settings.flows.when.keyword", { words: of.words.map(quoted).join(t("settings.agents.comma") + MAY_BREAK) || "…" });
    case "button": return t("settings.flows.when.button", { label: read(of.label) || "…" });
    case "page": return t("settings.flows.when.page", { url: of.url || "…" });
    case "event": return t("settings.flows.when.event", { name: of.name || "…" });
    case "time_on_page": return t("settings.flows.when.time_on_page", { url: of.url || "…", seconds: of.seconds });
    case "conversation_start": return t("settings.flows.when.conversation_start");
  }
}
