// Auto-layout: layers from left to right by the longest way from the start, each layer ordered so that few lines cross
// (barycentre, after Sugiyama, Tagawa and Toda 1981), then set as near as there is room to what leads there.
import type { Definition, FlowNode } from "./definition";
import { outsOf } from "./kinds";

export const WIDTH = 256;
const [COLUMN, GAP] = [WIDTH + 64, 40];
const SWEEPS = 6;
/** Smaller than this the words on a card cannot be read. */
export const READABLE = 0.6;
/** Layers in a row at least, room for lines between rows, and how much larger it must become to be worth a row more. */
const [FEWEST, ROW_GAP, WORTH] = [3, 100, 1.15];

/** How tall the card of a node is, near enough: head, two lines of what it says, a row for each way out. */
export const heightOf = (node: FlowNode): number => 92 + 28 * outsOf(node).length;

interface Graph { order: string[]; after: Map<string, string[]>; before: Map<string, string[]> }

/** Edges in the order of the ways out; those that lead back (seen from the start, depth first) are left out. */
function withoutLoops(of: Definition): Graph {
  const ids = new Set(of.nodes.map((one) => one.id));
  const leads = new Map(of.nodes.map((node) => [node.id, outsOf(node).flatMap((out) => of.edges.filter((edge) => edge.from === node.id && edge.out === out && ids.has(edge.to)).map((edge) => edge.to))]));
  const [after, before] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const state = new Map<string, "open" | "done">();
  const order: string[] = [];
  const visit = (id: string): void => {
    state.set(id, "open");
    for (const to of leads.get(id) ?? []) {
      if (state.get(to) === "open") continue;
      if (!after.get(id)?.includes(to)) {
        after.set(id, [...(after.get(id) ?? []), to]);
        before.set(to, [...(before.get(to) ?? []), id]);
      }
      if (!state.has(to)) visit(to);
    }
    state.set(id, "done");
    order.unshift(id);
  };
  for (const id of [of.start, ...ids]) if (id !== null && ids.has(id) && !state.has(id)) visit(id);
  return { order, after, before };
}

function layersOf({ order, before }: Graph): string[][] {
  const depth = new Map<string, number>();
  for (const id of order) depth.set(id, Math.max(0, ...(before.get(id) ?? []).map((from) => (depth.get(from) ?? 0) + 1)));
  const layers: string[][] = [];
  for (const id of order) (layers[depth.get(id) ?? 0] ??= []).push(id);
  return layers;
}

function sortBy(layer: string[], beside: ReadonlyMap<string, string[]>, place: ReadonlyMap<string, number>): string[] {
  const centre = (id: string, at: number): number => {
    const known = (beside.get(id) ?? []).flatMap((one) => place.get(one) ?? []);
    return known.length > 0 ? known.reduce((sum, one) => sum + one, 0) / known.length : at;
  };
  return layer.map((id, at) => ({ id, at, centre: centre(id, at) })).sort((a, b) => a.centre - b.centre || a.at - b.at).map((one) => one.id);
}

const placesIn = (layers: string[][]): Map<string, number> => new Map(layers.flatMap((layer) => layer.map((id, at): [string, number] => [id, at - layer.length / 2])));

function uncross(layers: string[][], graph: Graph): string[][] {
  let sorted = layers;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const forth = sweep % 2 === 0;
    const place = placesIn(sorted);
    sorted = sorted.map((layer) => {
      const fresh = sortBy(layer, forth ? graph.before : graph.after, place);
      fresh.forEach((id, at) => place.set(id, at - fresh.length / 2));
      return fresh;
    });
  }
  return sorted;
}

/** Each as high as the middle of what leads to it, pushed down by what stands above it. */
function topsOf(layer: string[], tall: (id: string) => number, wish: (id: string) => number): Map<string, number> {
  const tops = new Map<string, number>();
  let free = -Infinity;
  for (const id of layer) {
    const top = Math.max(free, wish(id) - tall(id) / 2);
    tops.set(id, top);
    free = top + tall(id) + GAP;
  }
  const off = layer.reduce((sum, id) => sum + (tops.get(id) ?? 0) + tall(id) / 2 - wish(id), 0) / Math.max(1, layer.length);
  return new Map([...tops].map(([id, top]) => [id, top - off]));
}

interface Place { x: number; y: number }
type Tall = (id: string) => number;

/** So many layers beside each other, the rest in rows below: as many as can be read best in this room. */
function columnsFor(layers: readonly (readonly string[])[], places: ReadonlyMap<string, Place>, tall: Tall, room: { width: number; height: number }): number {
  const zoomAt = (columns: number): number => {
    const high = rowsOf(layers, columns).reduce((sum, row) => { const [top, bottom] = span(row, places, tall); return sum + bottom - top + ROW_GAP; }, -ROW_GAP);
    // The start stands before the first layer.
    return Math.min(room.width / ((columns + 1) * COLUMN), room.height / high);
  };
  const one = layers.length;
  if (zoomAt(one) >= READABLE) return one;
  const choices = Array.from({ length: Math.max(0, one - FEWEST) }, (_, at) => FEWEST + at);
  return choices.reduce((best, columns) => (zoomAt(columns) > zoomAt(best) * WORTH ? columns : best), one);
}

const rowsOf = (layers: readonly (readonly string[])[], columns: number): string[][] =>
  Array.from({ length: Math.ceil(layers.length / columns) }, (_, row) => layers.slice(row * columns, (row + 1) * columns).flat());

/** Where a row begins and ends, from top to bottom. */
function span(row: readonly string[], places: ReadonlyMap<string, Place>, tall: Tall): [number, number] {
  const tops = row.map((id) => places.get(id)?.y ?? 0);
  return [Math.min(...tops), Math.max(...row.map((id, at) => (tops[at] ?? 0) + tall(id)))];
}

/** The layers after the first so many begin again on the left, below all that stands above them. */
function wrapped(layers: readonly (readonly string[])[], places: ReadonlyMap<string, Place>, tall: Tall, columns: number): Map<string, Place> {
  const found = new Map<string, Place>();
  let free = -Infinity;
  for (const row of rowsOf(layers, columns)) {
    const [top, bottom] = span(row, places, tall);
    const down = free === -Infinity ? 0 : free - top;
    for (const id of row) { const at = places.get(id); if (at) found.set(id, { x: (at.x / COLUMN % columns) * COLUMN, y: at.y + down }); }
    free = onGrid(bottom + down + ROW_GAP);
  }
  return found;
}

const onGrid = (at: number): number => Math.ceil(at / 20) * 20;

/** Where each node belongs; nothing overlaps when cards are as tall as `heights` says. With a `room` (in pixels of the screen)
 * a flow that would be too small to read in it goes on in rows below each other. */
export function layout(of: Definition, heights: ReadonlyMap<string, number> = new Map(), room?: { width: number; height: number }): Map<string, Place> {
  const graph = withoutLoops(of);
  const nodes = new Map(of.nodes.map((one) => [one.id, one]));
  const tall: Tall = (id) => { const node = nodes.get(id); return heights.get(id) ?? (node ? heightOf(node) : 0); };
  const middle = new Map<string, number>();
  const found = new Map<string, Place>();
  const layers = uncross(layersOf(graph), graph);
  layers.forEach((layer, column) => {
    const wish = (id: string): number => {
      const from = (graph.before.get(id) ?? []).flatMap((one) => middle.get(one) ?? []);
      return from.length > 0 ? from.reduce((sum, one) => sum + one, 0) / from.length : 0;
    };
    for (const [id, top] of topsOf(layer, tall, wish)) {
      middle.set(id, top + tall(id) / 2);
      found.set(id, { x: column * COLUMN, y: Math.round(top / 20) * 20 });
    }
  });
  return room && layers.length > FEWEST ? wrapped(layers, found, tall, columnsFor(layers, found, tall, room)) : found;
}

/** The order in which a visitor could meet them: the list view can be sorted by it. */
export function readingOrder(of: Definition): FlowNode[] {
  const nodes = new Map(of.nodes.map((one) => [one.id, one]));
  return withoutLoops(of).order.flatMap((id) => nodes.get(id) ?? []);
}
