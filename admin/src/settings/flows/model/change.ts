// What can be done to a flow: each takes a definition and answers a new one, the old one stays as it is.
import type { Definition, Edge, FlowNode, Kind, Part, Trigger } from "./definition";
import { freshNode, outsOf } from "./kinds";

export const STEP = 20;
const onGrid = (at: number): number => Math.round(at / STEP) * STEP;

export const nodeOf = (of: Definition, id: string | null): FlowNode | undefined => of.nodes.find((one) => one.id === id);
export const targetOf = (of: Definition, from: string, out: string): string | null => of.edges.find((one) => one.from === from && one.out === out)?.to ?? null;

/** A short name that none of `taken` has: n1, n2, … */
export function freshId(taken: readonly { id: string }[], letter = "n"): string {
  const known = new Set(taken.map((one) => one.id));
  let at = taken.length + 1;
  while (known.has(`${letter}${at}`)) at += 1;
  return `${letter}${at}`;
}

/** The first node that is added is where the flow starts. */
export function addNode(of: Definition, kind: Kind, x: number, y: number): { definition: Definition; id: string } {
  const id = freshId(of.nodes);
  const node = freshNode(kind, id, onGrid(x), onGrid(y));
  return { definition: { ...of, nodes: [...of.nodes, node], start: of.nodes.length === 0 ? id : of.start }, id };
}

export function removeNodes(of: Definition, ids: readonly string[]): Definition {
  const gone = new Set(ids);
  return {
    ...of, start: of.start && gone.has(of.start) ? null : of.start,
    nodes: of.nodes.filter((one) => !gone.has(one.id)), edges: of.edges.filter((one) => !gone.has(one.from) && !gone.has(one.to)),
  };
}

export function moveNodes(of: Definition, places: ReadonlyMap<string, { x: number; y: number }>): Definition {
  const move = (node: FlowNode): FlowNode => {
    const to = places.get(node.id);
    return to ? { ...node, x: onGrid(to.x), y: onGrid(to.y) } : node;
  };
  return { ...of, nodes: of.nodes.map(move) };
}

/** Ways out that are no more (an option that was deleted) lose their edge. */
export function setData(of: Definition, id: string, data: object): Definition {
  const nodes = of.nodes.map((one) => (one.id === id ? ({ ...one, data: { ...one.data, ...data } } as FlowNode) : one));
  const fresh = nodes.find((one) => one.id === id);
  const outs = new Set(fresh ? outsOf(fresh) : []);
  return { ...of, nodes, edges: of.edges.filter((one) => one.from !== id || outs.has(one.out)) };
}

/** One way out leads to one node; `to` null cuts it. */
export function connect(of: Definition, from: string, out: string, to: string | null): Definition {
  const others = of.edges.filter((one) => one.from !== from || one.out !== out);
  const fresh: Edge[] = to === null || !nodeOf(of, to) ? [] : [{ from, out, to }];
  return { ...of, edges: [...others, ...fresh] };
}

export const setStart = (of: Definition, start: string | null): Definition => ({ ...of, start });
export const setTriggers = (of: Definition, triggers: Trigger[]): Definition => ({ ...of, triggers });

/** Moves a node in the order of the list. */
export function reorder(of: Definition, id: string, by: -1 | 1): Definition {
  const at = of.nodes.findIndex((one) => one.id === id);
  const to = at + by;
  const [here, there] = [of.nodes[at], of.nodes[to]];
  if (!here || !there) return of;
  const nodes = [...of.nodes];
  nodes[at] = there;
  nodes[to] = here;
  return { ...of, nodes };
}

export function partOf(of: Definition, ids: readonly string[]): Part {
  const wanted = new Set(ids);
  return { nodes: of.nodes.filter((one) => wanted.has(one.id)), edges: of.edges.filter((one) => wanted.has(one.from) && wanted.has(one.to)) };
}

/** Puts a copied part in, under names of its own, so far beside the original. */
export function insertPart(of: Definition, part: Part, by = { x: 2 * STEP, y: 2 * STEP }): { definition: Definition; ids: string[] } {
  const names = new Map<string, string>();
  const nodes = [...of.nodes];
  for (const node of part.nodes) {
    const id = freshId(nodes);
    names.set(node.id, id);
    nodes.push({ ...structuredClone(node), id, x: onGrid(node.x + by.x), y: onGrid(node.y + by.y) });
  }
  const edges = part.edges.map((one) => ({ ...one, from: names.get(one.from) ?? one.from, to: names.get(one.to) ?? one.to }));
  const ids = [...names.values()];
  return { definition: { ...of, nodes, edges: [...of.edges, ...edges], start: of.nodes.length === 0 ? ids[0] ?? null : of.start }, ids };
}

/** Where a new node finds room: right of `beside`, below what stands there already. */
export function roomBeside(of: Definition, beside: string | null): { x: number; y: number } {
  const at = nodeOf(of, beside) ?? of.nodes.at(-1);
  if (!at) return { x: 0, y: 0 };
  const x = at.x + 340;
  const column = of.nodes.filter((one) => Math.abs(one.x - x) < 280);
  let y = at.y;
  while (column.some((one) => Math.abs(one.y - y) < 160)) y += 180;
  return { x, y };
}
