// What comes from outside into the editor: a definition of the server, a part from the clipboard. A server keeps drafts
// that lack what was never filled in; a clipboard may hold anything.
import type { Definition, Edge, FlowNode, Kind, Part } from "./definition";
import { freshData, KINDS } from "./kinds";

const MARK = "deskbell_flow_part";
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isPlace = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

/** What the node lacks is filled in as in a new one; what is of another kind than there is replaced by it. */
function completeData(kind: Kind, data: Record<string, unknown>): object {
  const fresh = Object.entries(freshData(kind)).map(([name, value]) => {
    const given = data[name];
    const fits = value === null || (given !== null && typeof given === typeof value && Array.isArray(given) === Array.isArray(value));
    if (Array.isArray(value)) return [name, Array.isArray(given) ? given.filter(isObject) : []];
    return [name, given !== undefined && fits ? given : isObject(value) ? {} : value];
  });
  return Object.fromEntries(fresh);
}

export function completeNode(node: FlowNode): FlowNode {
  return { ...node, data: completeData(node.kind, node.data as unknown as Record<string, unknown>) } as FlowNode;
}

export const complete = (of: Definition): Definition => ({ ...of, nodes: of.nodes.map(completeNode) });

export const writePart = (part: Part): string => JSON.stringify({ [MARK]: part });

function readNode(given: unknown): FlowNode[] {
  if (!isObject(given) || !isText(given["id"]) || !isText(given["kind"]) || !Object.hasOwn(KINDS, given["kind"])) return [];
  const [x, y] = [isPlace(given["x"]) ? given["x"] : 0, isPlace(given["y"]) ? given["y"] : 0];
  const kind = given["kind"] as Kind;
  return [{ id: given["id"], kind, x, y, data: completeData(kind, isObject(given["data"]) ? given["data"] : {}) } as FlowNode];
}

const isEdge = (given: unknown): given is Edge => isObject(given) && isText(given["from"]) && isText(given["out"]) && isText(given["to"]);

/** The part that was copied here or in another window; null for anything else that a clipboard can hold. */
export function readPart(text: string): Part | null {
  try {
    const given: unknown = (JSON.parse(text) as Record<string, unknown> | null)?.[MARK];
    if (!isObject(given) || !Array.isArray(given["nodes"]) || !Array.isArray(given["edges"])) return null;
    const nodes = given["nodes"].flatMap(readNode);
    const ids = new Set(nodes.map((one) => one.id));
    const edges = given["edges"].filter(isEdge).filter((one) => ids.has(one.from) && ids.has(one.to));
    return nodes.length > 0 ? { nodes, edges: edges.map(({ from, out, to }) => ({ from, out, to })) } : null;
  } catch {
    return null;
  }
}
