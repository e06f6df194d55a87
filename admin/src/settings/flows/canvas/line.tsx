// A line between two cards, led round those in its way; a chosen one can be cut at its middle, or take a card in.
import { BaseEdge, EdgeLabelRenderer, type Edge as GraphEdge, type EdgeProps } from "@xyflow/react";
import { signal } from "@preact/signals";
import { t } from "../../../i18n";
import { Icon } from "../../../ui";
import { lead } from "../acts";
import { WIDTH } from "../model/layout";
import { dropped } from "./adding";
import { laneOf, middleOf, pathOf, type Box, type Point } from "../model/lanes";

const INSERTED_BELOW = 120;

/** Where the cards stand now, also while one is dragged. */
export const boxes = signal<readonly Box[]>([]);

/** `nth`: its place among the lines of the flow. */
export type LineEdge = GraphEdge<{ nth: number }, "line">;

interface MiddleProps { at: Point; from: { id: string; out: string }; to: string }

/** What can be done with the chosen line: something put on it, or the line cut. */
function Middle({ at, from, to }: MiddleProps) {
  const open = (event: MouseEvent): void => {
    const [button, canvas] = [event.currentTarget as HTMLElement, document.querySelector(".fl-canvas")].map((one) => one?.getBoundingClientRect());
    if (button && canvas) dropped.value = { at: { x: at.x - WIDTH / 2, y: at.y + INSERTED_BELOW }, screen: { x: button.left - canvas.left, y: button.bottom - canvas.top + 4 }, from, to };
  };
  return (
    <EdgeLabelRenderer>
      <div class="fl-middle nodrag nopan" style={{ transform: `translate(${at.x}px, ${at.y}px) translate(-50%, -50%)` }}>
        <button type="button" aria-label={t("settings.flows.insert_here")} title={t("settings.flows.insert_here")} onClick={open}><Icon name="plus" small /></button>
        <button type="button" class="fl-cut" aria-label={t("settings.flows.cut")} title={t("settings.flows.cut")} onClick={() => lead(from.id, from.out, null)}><Icon name="close" small /></button>
      </div>
    </EdgeLabelRenderer>
  );
}

/** The head that shows where a line leads, drawn once and used by all; it ends before the knob. */
export const ARROW = "fl-arrow";
export const HEAD = <svg class="fl-head" aria-hidden="true"><defs><marker id={ARROW} viewBox="0 0 8 8" refX="15" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" /></marker></defs></svg>;

export function Line({ id, source, sourceHandleId, target, sourceX, sourceY, targetX, targetY, selected, data }: EdgeProps<LineEdge>) {
  const [from, to] = [{ x: sourceX, y: sourceY }, { x: targetX, y: targetY }];
  const nth = data?.nth ?? 0;
  const lane = laneOf(from, to, boxes.value, nth);
  return (
    <>
      <BaseEdge id={id} path={pathOf(from, to, lane, nth)} markerEnd={`url(#${ARROW})`} interactionWidth={16} />
      {selected && <Middle at={middleOf(from, to, lane)} from={{ id: source, out: sourceHandleId ?? "next" }} to={target} />}
    </>
  );
}
