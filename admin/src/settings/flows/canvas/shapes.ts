// The flow as the graph library wants it. A node's shape is made anew only when something of it changed, so that a letter
// typed in one field does not draw three hundred cards.
import type { Edge as GraphEdge, Node as GraphNode } from "@xyflow/react";
import { t } from "../../../i18n";
import type { Box } from "../model/lanes";
import { heightOf, WIDTH } from "../model/layout";
import { outsOf } from "../model/kinds";
import { targetOf } from "../model/change";
import type { Definition, FlowNode, Problem } from "../model/definition";
import { START } from "../session";
import { nodeName } from "../words";
import type { CardData, StartData } from "./card";

export interface Place { x: number; y: number }
export interface Size { width: number; height: number }
export type CardNode = GraphNode<CardData, "card"> | GraphNode<StartData, "start">;

/** What is true of the canvas beside the flow itself. */
export interface Around {
  selected: readonly string[];
  problems: readonly Problem[];
  moving: ReadonlyMap<string, Place>;
  sizes: ReadonlyMap<string, Size>;
  /** The node where the test run waits, and those it came through. */
  here: string | null;
  been: ReadonlySet<string>;
  language: string;
}

const START_GAP = 320;
export function startPlace(of: Definition): Place {
  const first = of.nodes.find((one) => one.id === of.start);
  if (first) return { x: first.x - START_GAP, y: first.y };
  const xs = of.nodes.map((one) => one.x);
  return { x: (xs.length > 0 ? Math.min(...xs) : START_GAP) - START_GAP, y: of.nodes[0]?.y ?? 0 };
}

const cache = new Map<string, { from: string; node: FlowNode | null; shape: CardNode }>();

function shapeOf(id: string, node: FlowNode | null, of: Definition, around: Around, at: number): CardNode {
  const position = around.moving.get(id) ?? (node ? { x: node.x, y: node.y } : startPlace(of));
  const size = around.sizes.get(id);
  const problems = around.problems.filter((one) => (one.node_id ?? START) === id);
  const free = node ? outsOf(node).filter((out) => targetOf(of, node.id, out) === null).join("\n") : "";
  const [selected, here, been] = [around.selected.includes(id), around.here === id, around.been.has(id)];
  const name = nodeName(id);
  const from = JSON.stringify([position, size, problems, free, selected, here, been, at, name, around.language, node ? "" : of.triggers, node ? "" : of.start]);
  const known = cache.get(id);
  if (known && known.from === from && known.node === node) return known.shape;
  const common = { id, position, selected, initialWidth: WIDTH, ariaLabel: name, ariaRole: "group" as const, ...(size ? { measured: size } : {}) };
  const shape: CardNode = node
    ? { ...common, type: "card", initialHeight: heightOf(node), data: { node, number: at + 1, problems, free, here, been } }
    : { ...common, type: "start", initialHeight: 110, draggable: false, deletable: false, data: { problems, free: of.start === null, been } };
  cache.set(id, { from, node, shape });
  return shape;
}

export function nodeShapes(of: Definition, around: Around): CardNode[] {
  return [shapeOf(START, null, of, around, -1), ...of.nodes.map((node, at) => shapeOf(node.id, node, of, around, at))];
}

export const boxOf = ({ position, measured, initialWidth = WIDTH, initialHeight = 0 }: CardNode): Box => ({ ...position, width: measured?.width ?? initialWidth, height: measured?.height ?? initialHeight });

export function edgeShapes(of: Definition, around: Around, chosen: string | null): GraphEdge[] {
  const ids = new Set(of.nodes.map((one) => one.id));
  const all = [...(of.start && ids.has(of.start) ? [{ from: START, out: "next", to: of.start }] : []), ...of.edges.filter((one) => ids.has(one.from) && ids.has(one.to))];
  return all.map(({ from, out, to }) => {
    const id = `${from} ${out}`;
    const walked = around.been.has(from) && (around.been.has(to) || around.here === to);
    return {
      id, type: "line", source: from, sourceHandle: out, target: to, selected: chosen === id, className: walked ? "walked" : "", focusable: false, reconnectable: "target" as const,
      ariaLabel: t("settings.flows.edge_name", { from: nodeName(from), to: nodeName(to) }),
    };
  });
}
