// A line between two cards, led round those in its way.
import { BaseEdge, type EdgeProps } from "@xyflow/react";
import { signal } from "@preact/signals";
import { laneOf, pathOf, type Box } from "../model/lanes";

/** Where the cards stand now, also while one is dragged. */
export const boxes = signal<readonly Box[]>([]);

export function Line({ id, sourceX, sourceY, targetX, targetY }: EdgeProps) {
  const [from, to] = [{ x: sourceX, y: sourceY }, { x: targetX, y: targetY }];
  return <BaseEdge id={id} path={pathOf(from, to, laneOf(from, to, boxes.value))} interactionWidth={16} />;
}
