// Which overlay is open, and where the composer should put the cursor: asked by keys, buttons and the palette alike.
import { signal } from "@preact/signals";
import type { DraftKind } from "./drafts";

export type Overlay = "keys" | "palette" | "transfer" | "refuse" | "needs" | "person" | "why" | "sign_out" | null;
export const overlay = signal<Overlay>(null);

export const writing = signal<DraftKind>("reply");
/** Counts the wishes to write, so that the same wish twice focuses twice. */
export const focusWish = signal(0);

export function write(kind: DraftKind): void {
  writing.value = kind;
  focusWish.value += 1;
}
