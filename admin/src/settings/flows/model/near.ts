// The nearest node in a direction: what an arrow key goes to.

interface Placed { id: string; x: number; y: number }

/** What lies off the line counts double, so that "right" means right and not far down. */
export function nearestTo(all: readonly Placed[], from: string, way: { x: number; y: number }): string | null {
  const here = all.find((one) => one.id === from);
  if (!here) return null;
  const distance = (one: Placed): number => {
    const [dx, dy] = [one.x - here.x, one.y - here.y];
    const along = dx * way.x + dy * way.y;
    return along <= 0 ? Infinity : along + 2 * Math.abs(dx * way.y + dy * way.x);
  };
  const best = all.filter((one) => one.id !== from).map((one) => ({ id: one.id, far: distance(one) })).sort((a, b) => a.far - b.far)[0];
  return best && best.far < Infinity ? best.id : null;
}
