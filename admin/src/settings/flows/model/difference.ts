// What one version of a flow has that another has not. Where a card stands is no difference to visitors.
import type { Definition, FlowNode } from "./definition";

export interface Difference {
  added: FlowNode[];
  removed: FlowNode[];
  /** As they are afterwards: other words or settings, or their ways lead elsewhere. */
  changed: FlowNode[];
  /** Other triggers, or another first step. */
  start: boolean;
}

/** The name of a step that was deleted is given to the next one, which is no change of the former. */
const keyOf = (node: FlowNode): string => `${node.id} ${node.kind}`;

const waysOf = (of: Definition, id: string): string => of.edges.filter((one) => one.from === id).map((one) => `${one.out} ${one.to}`).sort().join("\n");

export function differenceOf(before: Definition, after: Definition): Difference {
  const old = new Map(before.nodes.map((one) => [keyOf(one), one]));
  const fresh = new Set(after.nodes.map(keyOf));
  const isChanged = (node: FlowNode): boolean => {
    const was = old.get(keyOf(node));
    return was !== undefined && (JSON.stringify(was.data) !== JSON.stringify(node.data) || waysOf(before, node.id) !== waysOf(after, node.id));
  };
  return {
    added: after.nodes.filter((one) => !old.has(keyOf(one))),
    removed: before.nodes.filter((one) => !fresh.has(keyOf(one))),
    changed: after.nodes.filter(isChanged),
    start: before.start !== after.start || JSON.stringify(before.triggers) !== JSON.stringify(after.triggers),
  };
}
