// What the canvas lends to the rest of the editor while it is there: looking at a node, how tall the cards are.
import { signal } from "@preact/signals";

export interface View { fit: () => void; lookAt: (id: string) => void; heights: () => ReadonlyMap<string, number> }
export const view = signal<View | null>(null);

/** What is dragged from the palette onto the canvas. */
export const KIND_DRAGGED = "application/x-deskbell-node";
