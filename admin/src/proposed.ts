// A question on its way from the desk to the bot's test set: the desk names it, the settings ask what should answer it.
import { signal } from "@preact/signals";

export interface Proposed { inbox_id: string; text: string; locale: string | null }
export const proposed = signal<Proposed | null>(null);
