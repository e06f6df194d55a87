// Keys on the canvas, the focus being on a node: arrows go to the nearest node that way, with Alt they move it.
import { nudge, select } from "../acts";
import { STEP } from "../model/change";
import { nearestTo } from "../model/near";
import { definition, START } from "../session";
import { startPlace } from "./shapes";

const ARROWS: Record<string, { x: number; y: number }> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };

export const nodeUnder = (target: EventTarget | null): string | null => (target as Element | null)?.closest?.<HTMLElement>(".react-flow__node")?.dataset["id"] ?? null;

export function focusNode(id: string): void {
  document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus();
}

/** The first field of what is chosen, in the panel beside the canvas. */
export function focusFields(): void {
  const find = (within: string): HTMLElement | null => document.querySelector(`.fl-side ${within} :is(input, textarea, select, button)`);
  (find(".fl-fields") ?? find(".fl-inspect"))?.focus();
}

export function canvasKeys(event: KeyboardEvent, lookAt: (id: string) => void): void {
  const id = nodeUnder(event.target);
  if (!id || event.ctrlKey || event.metaKey) return;
  const way = ARROWS[event.key];
  if (way && event.altKey) {
    event.preventDefault();
    select(id);
    nudge(way.x * STEP, way.y * STEP);
  } else if (way) {
    event.preventDefault();
    const places = [{ id: START, ...startPlace(definition.peek()) }, ...definition.peek().nodes];
    const next = nearestTo(places, id, way);
    if (!next) return;
    select(next);
    lookAt(next);
    focusNode(next);
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    select(id);
    requestAnimationFrame(() => requestAnimationFrame(focusFields));
  }
}
