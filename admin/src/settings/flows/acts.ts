// What people do to the open flow, whichever way they do it: canvas, list, keys or menus.
import type { Kind, Part } from "./model/definition";
import { addNode, connect, insertPart, moveNodes, nodeOf, partOf, removeNodes, roomBeside, setData, setStart, targetOf } from "./model/change";
import { outsOf } from "./model/kinds";
import { layout } from "./model/layout";
import { act, definition, selected, START } from "./session";

export const select = (...ids: string[]): void => { selected.value = ids; };
export const chosenNodes = (): string[] => selected.peek().filter((id) => id !== START);

/** Adds a node and leads `from` to it; without a place it stands where there is room. */
export function add(kind: Kind, at?: { x: number; y: number }, from?: { id: string; out: string }): string {
  const before = definition.peek();
  const place = at ?? roomBeside(before, from && from.id !== START ? from.id : chosenNodes().at(-1) ?? null);
  const { definition: with_, id } = addNode(before, kind, place.x, place.y);
  act(!from ? with_ : from.id === START ? setStart(with_, id) : connect(with_, from.id, from.out, id), `between ${id}`);
  select(id);
  return id;
}

/** A new node on the line from `from` to `to`, which goes on out of its first way. */
export function addBetween(kind: Kind, at: { x: number; y: number }, from: { id: string; out: string }, to: string): void {
  const id = add(kind, at, from);
  const node = nodeOf(definition.peek(), id);
  const [first] = node ? outsOf(node) : [];
  if (first !== undefined) act(connect(definition.peek(), id, first, to), `between ${id}`);
}

/** From the palette: the chosen node's first free way leads to the new one. */
export function addNext(kind: Kind): string {
  const chosen = nodeOf(definition.peek(), chosenNodes().at(-1) ?? null);
  const free = chosen && outsOf(chosen).find((out) => targetOf(definition.peek(), chosen.id, out) === null);
  return add(kind, undefined, chosen && free !== undefined ? { id: chosen.id, out: free } : undefined);
}

export function lead(from: string, out: string, to: string | null): void {
  act(from === START ? setStart(definition.peek(), to) : connect(definition.peek(), from, out, to));
}

export const put = (id: string, data: object, field: string): void => act(setData(definition.peek(), id, data), `${id} ${field}`);

export function remove(ids: readonly string[] = chosenNodes()): void {
  if (ids.length === 0) return;
  act(removeNodes(definition.peek(), ids));
  select();
}

export function paste(part: Part): void {
  const { definition: with_, ids } = insertPart(definition.peek(), part);
  act(with_);
  select(...ids);
}

export function duplicate(ids: readonly string[] = chosenNodes()): void {
  if (ids.length > 0) paste(partOf(definition.peek(), ids));
}

/** What is chosen, for the clipboard. */
export function copy(): Part | null {
  const ids = chosenNodes();
  return ids.length > 0 ? partOf(definition.peek(), ids) : null;
}

export const arrange = (heights?: ReadonlyMap<string, number>, room?: { width: number; height: number }): void => act(moveNodes(definition.peek(), layout(definition.peek(), heights, room)));

export function nudge(x: number, y: number): void {
  const places = new Map(definition.peek().nodes.filter((one) => chosenNodes().includes(one.id)).map((one) => [one.id, { x: one.x + x, y: one.y + y }]));
  if (places.size > 0) act(moveNodes(definition.peek(), places), "nudge");
}
