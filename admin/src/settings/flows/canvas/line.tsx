// A line between two cards, led round those in its way; a chosen one can be cut at its middle.
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { signal } from "@preact/signals";
import { t } from "../../../i18n";
import { Icon } from "../../../ui";
import { lead } from "../acts";
import { laneOf, middleOf, pathOf, type Box, type Point } from "../model/lanes";

/** Where the cards stand now, also while one is dragged. */
export const boxes = signal<readonly Box[]>([]);

function Cut({ at, onCut }: { at: Point; onCut: () => void }) {
  return (
    <EdgeLabelRenderer>
      <button type="button" class="fl-cut nodrag nopan" style={{ transform: `translate(${at.x}px, ${at.y}px) translate(-50%, -50%)` }} aria-label={t("settings.flows.cut")} title={t("settings.flows.cut")} onClick={onCut}><Icon name="close" small /></button>
    </EdgeLabelRenderer>
  );
}

export function Line({ id, source, sourceHandleId, sourceX, sourceY, targetX, targetY, selected }: EdgeProps) {
  const [from, to] = [{ x: sourceX, y: sourceY }, { x: targetX, y: targetY }];
  const lane = laneOf(from, to, boxes.value);
  return (
    <>
      <BaseEdge id={id} path={pathOf(from, to, lane)} interactionWidth={16} />
      {selected && <Cut at={middleOf(from, to, lane)} onCut={() => lead(source, sourceHandleId ?? "next", null)} />}
    </>
  );
}
