// The canvas: the graph library draws nodes and lines and knows pointers; what they mean for the flow is decided in acts.ts.
// A chunk of its own with its own stylesheet, loaded when a canvas is looked at.
import { applyNodeChanges, Background, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow, useStore, useUpdateNodeInternals, type Connection, type Edge as GraphEdge, type EdgeChange, type NodeChange, type OnConnectEnd, type ReactFlowProps } from "@xyflow/react";
import libraryCss from "@xyflow/react/dist/base.css";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n";
import { add, lead, select } from "../acts";
import { moveNodes, nodeOf, STEP } from "../model/change";
import type { Kind } from "../model/definition";
import { KINDS } from "../model/kinds";
import { freeOf, lookingAt } from "../model/frame";
import { WIDTH } from "../model/layout";
import { act, definition, language, problems, selected, START } from "../session";
import canvasCss from "../styles/canvas.css";
import { wear } from "../styles/wear";
import { trial, type Trial } from "../try/run";
import { Adding, dropped } from "./adding";
import { Card, StartCard } from "./card";
import { Controls, FIT, showFlow } from "./controls";
import { canvasKeys, focusNode } from "./keys";
import { boxes, HEAD, Line } from "./line";
import { Palette } from "./palette";
import { boxOf, edgeShapes, nodeShapes, wayOf, type Around, type CardNode, type Place, type Size } from "./shapes";
import { glide, KIND_DRAGGED, view } from "./view";

wear(libraryCss);
wear(canvasCss);

/** From so many cards up a small map shows where one is. */
const MAP_FROM = 5;
const NODES = { card: Card, start: StartCard };
const LINES = { line: Line };
/** About as tall as a card is before anything is written in it. */
const NEW_HEIGHT = 120;
const GRID = <Background gap={STEP} size={1} />;
const NONE: ReadonlyMap<string, Place> = new Map();
const chosenEdge = (changes: EdgeChange[], before: string | null): string | null =>
  changes.reduce((id, change) => (change.type === "select" ? (change.selected ? change.id : change.id === id ? null : id) : id), before);

/** What the library tells of nodes: sizes are kept for drawing, places while a drag lasts, selection goes to the session. */
function useNodes(shapes: CardNode[], setMoving: (moving: ReadonlyMap<string, Place>) => void, setSizes: (put: (sizes: ReadonlyMap<string, Size>) => ReadonlyMap<string, Size>) => void) {
  return (changes: NodeChange<CardNode>[]): void => {
    const after = applyNodeChanges(changes, shapes);
    const sized = changes.flatMap((one) => (one.type === "dimensions" && one.dimensions ? [[one.id, one.dimensions] as const] : []));
    if (sized.length > 0) setSizes((sizes) => new Map([...sizes, ...sized]));
    const moved = changes.some((one) => one.type === "position");
    const dragging = changes.some((one) => one.type === "position" && one.dragging);
    const places = new Map(after.filter((one) => changes.some((change) => change.type === "position" && change.id === one.id && change.position)).map((one) => [one.id, one.position]));
    if (moved && dragging) setMoving(places);
    else if (moved) {
      setMoving(NONE);
      if (places.size > 0) act(moveNodes(definition.peek(), places));
    }
    if (changes.some((one) => one.type === "select")) select(...after.filter((one) => one.selected).map((one) => one.id));
  };
}

/** Lent to the toolbar and to the list of problems. */
function useView(box: { current: HTMLDivElement | null }, sizes: ReadonlyMap<string, Size>) {
  const graph = useReactFlow();
  const latest = useRef(sizes);
  latest.current = sizes;
  const lookAt = (id: string, added = false): void => {
    // One that was just added is in the flow before the library has drawn it.
    const drawn = graph.getInternalNode(id);
    const place = drawn?.internals.positionAbsolute ?? nodeOf(definition.peek(), id);
    if (!place) return;
    const { width = WIDTH, height = NEW_HEIGHT } = drawn?.measured ?? {};
    const pane = box.current?.getBoundingClientRect();
    const now = graph.getViewport();
    const next = pane ? lookingAt({ ...place, width, height }, boxes.peek(), freeOf(pane), now, added) : now;
    if (next !== now) void graph.setViewport(next, { duration: glide() });
  };
  useEffect(() => {
    const zoom = (by: -1 | 0 | 1): void => void (by === 0 ? graph.fitView({ ...FIT, duration: glide() }) : by > 0 ? graph.zoomIn({ duration: glide(120) }) : graph.zoomOut({ duration: glide(120) }));
    const room = (): Size => freeOf(box.current?.getBoundingClientRect() ?? { width: 0, height: 0 });
    view.value = { lookAt, room, zoom, heights: () => new Map([...latest.current].map(([id, size]) => [id, size.height])) };
    return () => { view.value = null; };
  }, []);
  return lookAt;
}

/** What is typed into a card in the very moment in which it is measured makes the library forget its knobs, and no line is drawn to them. */
function useKnobs(shapes: CardNode[]): void {
  const graph = useReactFlow();
  const measure = useUpdateNodeInternals();
  useEffect(() => {
    const lost = shapes.filter((one) => one.measured && !graph.getInternalNode(one.id)?.internals.handleBounds);
    if (lost.length > 0) measure(lost.map((one) => one.id));
  }, [shapes]);
}

function useDrops(box: { current: HTMLDivElement | null }) {
  const graph = useReactFlow();
  const onConnect = ({ source, sourceHandle, target }: Connection): void => lead(source, sourceHandle ?? "next", target);
  const onConnectEnd: OnConnectEnd = (event, state) => {
    if (state.isValid || state.toNode || !state.fromHandle || state.fromHandle.type !== "source") return;
    const point = "changedTouches" in event ? event.changedTouches[0] : event;
    const frame = box.current?.getBoundingClientRect();
    if (!point || !frame) return;
    const at = graph.screenToFlowPosition({ x: point.clientX, y: point.clientY });
    dropped.value = { at: { x: at.x, y: at.y - 24 }, screen: { x: point.clientX - frame.left, y: point.clientY - frame.top }, from: { id: state.fromHandle.nodeId, out: state.fromHandle.id ?? "next" } };
  };
  const onDrop = (event: DragEvent): void => {
    const kind = event.dataTransfer?.getData(KIND_DRAGGED) ?? "";
    if (!Object.hasOwn(KINDS, kind)) return;
    event.preventDefault();
    const at = graph.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    add(kind as Kind, { x: at.x - 128, y: at.y - 20 });
  };
  const onDragOver = (event: DragEvent): void => { if (event.dataTransfer?.types.includes(KIND_DRAGGED)) event.preventDefault(); };
  return { onConnect, onConnectEnd, onDrop, onDragOver };
}

function useEdges(around: Around) {
  const [edge, setEdge] = useState<string | null>(null);
  const cut = (id: string): void => { const [from = "", out = ""] = id.split(" "); lead(from, out, null); setEdge(null); };
  const onKey = (event: KeyboardEvent): void => { if (edge && selected.peek().length === 0 && (event.key === "Delete" || event.key === "Backspace")) cut(edge); };
  const shapes = useMemo(() => edgeShapes(definition.value, around, edge), [definition.value, around, edge]);
  return { shapes, onChange: (changes: EdgeChange[]): void => setEdge(chosenEdge(changes, edge)), cut, onKey };
}

/** One function for good that does what the latest would: the library draws every card anew for a new one. */
function useSteady<A extends unknown[]>(latest: (...given: A) => void): (...given: A) => void {
  const now = useRef(latest);
  now.current = latest;
  return useRef((...given: A): void => now.current(...given)).current;
}

/** The end of a line taken elsewhere, or let go over nothing: then it is cut. */
function useReconnecting(connect: (to: Connection) => void, cut: (id: string) => void) {
  const done = useRef(false);
  return {
    onReconnectStart: useSteady(() => { done.current = false; }),
    onReconnect: useSteady((_: GraphEdge, to: Connection) => { done.current = true; connect(to); }),
    onReconnectEnd: useSteady<Parameters<NonNullable<ReactFlowProps["onReconnectEnd"]>>>((_, edge, _handle, state) => { if (!done.current && !state.toNode) cut(edge.id); }),
  };
}

const onNodeClick: NonNullable<ReactFlowProps<CardNode>["onNodeClick"]> = (_, node) => focusNode(node.id);
const SETTINGS = {
  nodeTypes: NODES, edgeTypes: LINES, edgesReconnectable: true, deleteKeyCode: null, disableKeyboardA11y: true, nodesFocusable: true, edgesFocusable: false, multiSelectionKeyCode: ["Shift", "Control", "Meta"],
  selectionKeyCode: "Shift", minZoom: 0.15, maxZoom: 1.5, snapToGrid: true, snapGrid: [STEP, STEP] as [number, number], proOptions: { hideAttribution: true }, connectionRadius: 28, zoomOnDoubleClick: false, panOnScroll: true, nodeDragThreshold: 3,
};

/** The steps of a run in their order; those within a sub-flow are not on this canvas. */
function visited(run: Trial | null): string[] {
  if (!run) return [];
  const steps = run.steps.filter((one) => one.flow_id === null).map((one) => one.node_id);
  return [START, ...steps, ...(run.waiting_at ? [run.waiting_at] : [])];
}

function useAround(moving: ReadonlyMap<string, Place>, sizes: ReadonlyMap<string, Size>): Around {
  const run = trial.value;
  const order = visited(run);
  const went = order.map((to, at) => wayOf(order[at - 1] ?? "", to));
  return useMemo(() => ({ selected: selected.value, moving, sizes, here: run?.waiting_at ?? null, been: new Set(order), went: new Set(went), language: language.value }),
    [selected.value, moving, sizes, run, language.value]);
}

/** Not where all of the flow is in view: it would only lie over its lines. */
function SmallMap() {
  const { value: all } = boxes;
  const out = useStore(({ transform: [x, y, zoom], width, height }) => all.some((one) => one.x * zoom + x < 0 || one.y * zoom + y < 0 || (one.x + one.width) * zoom + x > width || (one.y + one.height) * zoom + y > height));
  return out && <MiniMap<CardNode> pannable zoomable ariaLabel={t("settings.flows.map")} nodeClassName={(node) => (node.selected ? "on" : node.type ?? "")} />;
}

function Graph() {
  const box = useRef<HTMLDivElement>(null);
  const [moving, setMoving] = useState(NONE);
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map());
  const around = useAround(moving, sizes);
  const shapes = useMemo(() => nodeShapes(definition.value, around), [definition.value, problems.value, around]);
  // Lines look for their way again when a drag has ended: meanwhile only those of the dragged cards are drawn.
  useMemo(() => { if (moving.size === 0) boxes.value = shapes.map(boxOf); }, [shapes]);
  useKnobs(shapes);
  const lookAt = useView(box, sizes);
  const drops = useDrops(box);
  const edges = useEdges(around);
  return (
    <div class="fl-canvas" ref={box} onKeyDown={(event) => { edges.onKey(event); canvasKeys(event, lookAt); }} onDrop={drops.onDrop} onDragOver={drops.onDragOver}>
      <ReactFlow<CardNode> {...SETTINGS} {...useReconnecting(drops.onConnect, edges.cut)} nodes={shapes} edges={edges.shapes} onNodesChange={useSteady(useNodes(shapes, setMoving, setSizes))} onEdgesChange={useSteady(edges.onChange)}
        onConnect={useSteady(drops.onConnect)} onConnectEnd={useSteady(drops.onConnectEnd)} onInit={showFlow} onNodeClick={onNodeClick} aria-label={t("settings.flows.canvas")}>
        {GRID}
        {HEAD}
        {shapes.length > MAP_FROM && <SmallMap />}
      </ReactFlow>
      <Palette />
      <Controls />
      {dropped.value && <Adding of={dropped.value} />}
    </div>
  );
}

export default function Canvas() {
  return <ReactFlowProvider><Graph /></ReactFlowProvider>;
}
