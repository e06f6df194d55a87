// The flow as the graph library wants it. A node's shape is made anew only when something of it changed, so that a letter
// typed in one field does not draw three hundred cards.
import type { Node as GraphNode } from "@xyflow/react";
import { t } from "../../../i18n";
import type { Box } from "../model/lanes";
import { heightOf, WIDTH } from "../model/layout";
import { outsOf } from "../model/kinds";
import type { Definition, Edge, FlowNode } from "../model/definition";
import { leadsTo, numbered, problemsOf, START } from "../session";
import { nodeName } from "../words";
import type { CardData, StartData } from "./card";
import type { LineEdge } from "./line";

export interface Place { x: number; y: number }
export interface Size { width: number; height: number }
export type CardNode = GraphNode<CardData, "card"> | GraphNode<StartData, "start">;

/** What is true of the canvas beside the flow itself. */
export interface Around {
  selected: readonly string[];
  moving: ReadonlyMap<string, Place>;
  sizes: ReadonlyMap<string, Size>;
  /** The node where the test run waits, and those it came through. */
  here: string | null;
  been: ReadonlySet<string>;
  /** From where to where the run went, as `wayOf` writes it. */
  went: ReadonlySet<string>;
  language: string;
}

const START_GAP = 320;
export function startPlace(of: Definition): Place {
  const first = of.nodes.find((one) => one.id === of.start);
  if (first) return { x: first.x - START_GAP, y: first.y };
  const xs = of.nodes.map((one) => one.x);
  return { x: (xs.length > 0 ? Math.min(...xs) : START_GAP) - START_GAP, y: of.nodes[0]?.y ?? 0 };
}

/** What a shape was made from, and the shape: made again only when one of these is another. */
interface Made<T> { from: readonly unknown[]; shape: T }
const madeNodes = new Map<string, Made<CardNode>>();
const madeEdges = new Map<string, Made<LineEdge>>();

function made<T>(all: Map<string, Made<T>>, id: string, from: readonly unknown[], make: () => T): T {
  const known = all.get(id);
  if (known && known.from.length === from.length && known.from.every((one, at) => Object.is(one, from[at]))) return known.shape;
  const shape = make();
  all.set(id, { from, shape });
  return shape;
}

function shapeOf(id: string, node: FlowNode | null, of: Definition, around: Around, number: number): CardNode {
  const { x, y } = around.moving.get(id) ?? node ?? startPlace(of);
  const size = around.sizes.get(id);
  const problems = problemsOf(id);
  const free = (node ? outsOf(node) : ["next"]).filter((out) => leadsTo(id, out) === null).join("\n");
  const [selected, here, been] = [around.selected.includes(id), around.here === id, around.been.has(id)];
  const name = nodeName(id);
  return made(madeNodes, id, [x, y, size, node ?? of.triggers, problems, free, selected, here, been, number, name, around.language], () => {
    const common = { id, position: { x, y }, selected, initialWidth: WIDTH, ariaLabel: name, ariaRole: "group" as const, ...(size ? { measured: size } : {}) };
    return node
      ? { ...common, type: "card", initialHeight: heightOf(node), data: { node, number, problems, free, here, been } }
      : { ...common, type: "start", initialHeight: 110, draggable: false, deletable: false, data: { problems, free: free !== "", been } };
  });
}

export function nodeShapes(of: Definition, around: Around): CardNode[] {
  return [shapeOf(START, null, of, around, 0), ...of.nodes.map((node, at) => shapeOf(node.id, node, of, around, at + 1))];
}

export const boxOf = ({ position, measured, initialWidth = WIDTH, initialHeight = 0 }: CardNode): Box => ({ ...position, width: measured?.width ?? initialWidth, height: measured?.height ?? initialHeight });

export const wayOf = (from: string, to: string): string => `${from} ${to}`;

function edgeShape({ from, out, to }: Edge, nth: number, around: Around, chosen: string | null): LineEdge {
  const id = `${from} ${out}`;
  const walked = around.went.has(wayOf(from, to));
  const selected = chosen === id;
  const className = [walked && "walked", [from, to].some((one) => around.selected.includes(one)) && "touched"].filter(Boolean).join(" ");
  const ariaLabel = t("settings.flows.edge_name", { from: nodeName(from), to: nodeName(to) });
  return made(madeEdges, id, [to, nth, className, selected, ariaLabel], () => ({
    id, type: "line" as const, source: from, sourceHandle: out, target: to, selected, className, data: { nth }, focusable: false, reconnectable: "target" as const, ariaLabel,
  }));
}

export function edgeShapes(of: Definition, around: Around, chosen: string | null): LineEdge[] {
  const there = (id: string): boolean => id === START || numbered.value.has(id);
  const first = of.start === null ? [] : [{ from: START, out: "next", to: of.start }];
  return [...first, ...of.edges].filter((one) => there(one.from) && there(one.to)).map((one, nth) => edgeShape(one, nth, around, chosen));
}
