// What the canvas lends to the rest of the editor while it is there: looking at a node, how tall the cards are.
import { signal } from "@preact/signals";

export interface View { lookAt: (id: string) => void; heights: () => ReadonlyMap<string, number> }
export const view = signal<View | null>(null);

/** What is dragged from the palette onto the canvas. */
export const KIND_DRAGGED = "application/x-deskbell-node";

const still = matchMedia("(prefers-reduced-motion: reduce)");
/** How long the view glides, in milliseconds; not at all for whoever asked for calm. */
export const glide = (ms = 180): number => (still.matches ? 0 : ms);
