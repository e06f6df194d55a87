// How a line goes from one card to another without passing behind those between: straight on where the way is free, else
// through a lane above or below them, whichever is nearer.

export interface Point { x: number; y: number }
export interface Box extends Point { width: number; height: number }

const [CLEAR, GAP, BEND] = [12, 28, 56];
/** So much of its end is straight: there its head stands. */
const HEAD = 18;
/** So many lines run beside each other in a lane before two of them share a place, and so far apart. */
const [BESIDE, APART] = [4, 7];
const asideOf = (nth: number): number => (nth % BESIDE) * APART;

/** The height at which a line can pass; null where it can go its way. The `nth` line of a flow keeps aside of those before it. */
export function laneOf(from: Point, to: Point, boxes: readonly Box[], nth = 0): number | null {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const back = to.x < from.x;
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  const between = boxes.filter((one) => one.x < right - CLEAR + (back ? BEND : 0) && one.x + one.width > left + CLEAR - (back ? BEND : 0));
  const inTheWay = (one: Box, low: number, high: number): boolean => one.y < high + CLEAR && one.y + one.height > low - CLEAR;
  if (!back && !between.some((one) => inTheWay(one, top, bottom))) return null;
  const free = (start: number, step: 1 | -1): number => {
    let lane = start;
    for (let blocked: Box | undefined; (blocked = between.find((one) => inTheWay(one, lane, lane)));) lane = step > 0 ? blocked.y + blocked.height + GAP : blocked.y - GAP;
    return lane;
  };
  const middle = (top + bottom) / 2;
  const [below, above] = [free(bottom, 1), free(top, -1)];
  return below - middle <= middle - above ? below + asideOf(nth) : above - asideOf(nth);
}

/** The line as an SVG path: through its lane, or as one curve. */
export function pathOf(from: Point, to: Point, lane: number | null, nth = 0): string {
  const end = to.x - HEAD;
  if (lane === null) {
    const pull = Math.max(24, Math.min(120, (end - from.x) / 2));
    return `M${from.x},${from.y} C${from.x + pull},${from.y} ${end - pull},${to.y} ${end},${to.y} L${to.x},${to.y}`;
  }
  const bend = BEND - asideOf(nth);
  const [out, back] = to.x < from.x ? [from.x, to.x] : [from.x + bend, to.x - bend];
  return `M${from.x},${from.y} C${from.x + bend},${from.y} ${from.x + bend / 2},${lane} ${out},${lane} L${back},${lane} C${to.x - bend / 2},${lane} ${end - bend},${to.y} ${end},${to.y} L${to.x},${to.y}`;
}

export const middleOf = (from: Point, to: Point, lane: number | null): Point => ({ x: (from.x + to.x) / 2, y: lane ?? (from.y + to.y) / 2 });
