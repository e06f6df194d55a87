// Which part of the flow is seen: the free part of the canvas begins right of the palette and ends above the controls.
import type { Box } from "./lanes";
import { READABLE } from "./layout";

/** A place of the flow is seen at `place * zoom + (x, y)`, in pixels of the canvas. */
export interface Seen { x: number; y: number; zoom: number }

/** What the palette on the left and the controls below leave free, in pixels. */
export const MARGIN = { left: 184, right: 56, top: 32, bottom: 72 } as const;
/** One card that is looked at is at least so large. */
const SMALLEST = 0.7;

export const freeOf = ({ width, height }: { width: number; height: number }): Box =>
  ({ x: MARGIN.left, y: MARGIN.top, width: Math.max(1, width - MARGIN.left - MARGIN.right), height: Math.max(1, height - MARGIN.top - MARGIN.bottom) });

export function around(boxes: readonly Box[]): Box {
  const [x, y] = [Math.min(...boxes.map((one) => one.x)), Math.min(...boxes.map((one) => one.y))];
  return { x, y, width: Math.max(...boxes.map((one) => one.x + one.width)) - x, height: Math.max(...boxes.map((one) => one.y + one.height)) - y };
}

const centred = (box: Box, free: Box, zoom: number): Seen =>
  ({ x: free.x + free.width / 2 - (box.x + box.width / 2) * zoom, y: free.y + free.height / 2 - (box.y + box.height / 2) * zoom, zoom });

function isSeen(box: Box, free: Box, { x, y, zoom }: Seen): boolean {
  const [left, top] = [box.x * zoom + x, box.y * zoom + y];
  return left >= free.x && top >= free.y && left + box.width * zoom <= free.x + free.width && top + box.height * zoom <= free.y + free.height;
}

/** How a card comes into sight: nothing moves where it is seen already (with `added` also all others), else it is shown with
 * the whole flow where that can be read, else alone. */
export function lookingAt(card: Box, all: readonly Box[], free: Box, now: Seen, added = false): Seen {
  const whole = around([card, ...all]);
  const fits = Math.min(free.width / whole.width, free.height / whole.height);
  const fitting = fits >= READABLE;
  if (now.zoom >= READABLE && isSeen(added && fitting ? whole : card, free, now)) return now;
  if (fitting) return centred(whole, free, Math.min(1, fits));
  return centred(card, free, Math.max(SMALLEST, Math.min(1, now.zoom)));
}
