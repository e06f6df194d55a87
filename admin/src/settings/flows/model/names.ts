// The names under which a flow keeps answers: texts put them in by {{name}}, conditions compare them.
import type { Definition, FlowNode, Option } from "./definition";

function keptBy(node: FlowNode): string[] {
  if (node.kind === "question") return [node.data.name];
  if (node.kind === "form") return node.data.fields.map((one) => one.name);
  return node.kind === "look_up" ? [node.data.save_as] : [];
}

export const namesKept = (of: Definition): string[] => [...new Set(of.nodes.flatMap(keptBy).filter(Boolean))].sort();

/** What can be chosen where an answer is a choice, so that a condition can offer it. */
export function optionsOf(of: Definition, name: string): Option[] {
  const found = of.nodes.find((one) => one.kind === "question" && one.data.name === name && one.data.answer_type === "choice");
  return found?.kind === "question" ? found.data.options : [];
}

/** A name as the server takes it: letters, figures, `_`, `.` and `-`. */
export const asName = (typed: string): string => typed.trimStart().replace(/\s+/g, "_").replace(/[^\p{L}\p{N}_.-]/gu, "").slice(0, 40);
