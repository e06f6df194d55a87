// What the canvas lends to the rest of the editor while it is there: looking at a node, how tall the cards are.
import { signal } from "@preact/signals";

/** `zoom` makes it smaller or larger by a step, or with 0 shows all of it. `room` is what palette and controls leave of the canvas, in pixels. */
export interface View { lookAt: (id: string, added?: boolean) => void; room: () => { width: number; height: number }; zoom: (by: -1 | 0 | 1) => void; heights: () => ReadonlyMap<string, number> }
export const view = signal<View | null>(null);

/** What is dragged from the palette onto the canvas. */
export const KIND_DRAGGED = "application/x-deskbell-node";

const still = matchMedia("(prefers-reduced-motion: reduce)");
/** How long the view glides, in milliseconds; not at all for whoever asked for calm. */
export const glide = (ms = 180): number => (still.matches ? 0 : ms);
