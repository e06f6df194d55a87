// What is wrong with a flow, as sentences that say what to do. The codes are those of PROTOCOL.md.
import { has, t, type Params } from "../../i18n";
import { nameOf as languageName } from "../brand/language-bar";
import type { FlowNode, Problem } from "./model/definition";
import { goesOn } from "./model/kinds";
import { numbered } from "./session";
import { outName } from "./words";

const listed = (value: unknown): string => (Array.isArray(value) ? value.map((one) => languageName(String(one))).join(t("settings.agents.comma")) : "");

const nodeAt = (id: string | null): FlowNode | undefined => (id === null ? undefined : numbered.value.get(id)?.node);

/** `options.0.label` is what the panel calls Choice 1. */
function placeText(field: unknown): string {
  const [what = "", at] = String(field).split(".");
  if (what === "options" || what === "fields") return t(`settings.flows.${what === "options" ? "option_number" : "field_number"}`, { number: Number(at) + 1 });
  return t(`settings.flows.place.${what}`);
}

function paramsOf({ node_id, params }: Problem): Params {
  const node = nodeAt(node_id);
  const plain = Object.entries(params).filter(([, value]) => typeof value === "string" || typeof value === "number") as [string, string | number][];
  const out = params["out"];
  return { ...Object.fromEntries(plain), locales: listed(params["locales"]), field: placeText(params["field"]), ...(node && typeof out === "string" ? { out: outName(node, out) } : {}) };
}

function codeOf({ code, node_id, params }: Problem): string {
  const node = nodeAt(node_id);
  return code === "dead_end" && node && goesOn(node, String(params["out"])) === "person" ? "dead_end_person" : code;
}

export function problemText(of: Problem): string {
  const key = `settings.flows.problem.${codeOf(of)}`;
  return has(key) ? t(key, paramsOf(of)) : t("settings.flows.problem.unheard", { code: of.code });
}
