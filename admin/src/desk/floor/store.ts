// The floor as it was fetched last. The server hints that it changed; what it is now is fetched, never guessed.
import { signal } from "@preact/signals";
import type { Decision, Floor } from "../../wire";
import { command } from "../commands";
import { inbox, state } from "../store";

export const floor = signal<Floor | null>(null);
export const floorError = signal<unknown>(null);
/** When that was, by this browser's clock. */
export const fetchedAt = signal(0);
/** Older decisions, when they were asked for. */
export const earlier = signal<Decision[]>([]);

const PAUSE = 1000;
let watching = false;
let due: ReturnType<typeof setTimeout> | undefined;
let running: Promise<void> | null = null;
let again = false;

/** Whose floor: the chosen inbox, or the only one there is. */
export const floorInbox = (): string | null => inbox.value ?? (state.value.inboxes.length === 1 ? state.value.inboxes[0]?.id ?? null : null);

async function fetchOnce(): Promise<void> {
  const inbox_id = floorInbox();
  try {
    const answer = await command<{ floor: Floor }>("get_floor", inbox_id ? { inbox_id } : {});
    if (inbox_id !== floorInbox()) { again = true; return; }
    floor.value = answer.floor;
    floorError.value = null;
    fetchedAt.value = Date.now();
  } catch (error) {
    floorError.value = error;
  }
}

/** One fetch at a time; what changed meanwhile is fetched after it. */
export function refetchFloor(): Promise<void> {
  if (running) { again = true; return running; }
  running = fetchOnce().finally(() => {
    running = null;
    if (again && watching) { again = false; void refetchFloor(); }
  });
  return running;
}

export function floorChanged({ inbox_id }: { inbox_id: string }): void {
  if (!watching || (floorInbox() ?? inbox_id) !== inbox_id) return;
  due ??= setTimeout(() => { due = undefined; if (watching) void refetchFloor(); }, PAUSE - Math.min(PAUSE, Date.now() - fetchedAt.peek()));
}

/** While it is on the screen it is kept up to date. */
export function watchFloor(): () => void {
  watching = true;
  return () => { watching = false; clearTimeout(due); due = undefined; };
}

export async function fetchEarlier(): Promise<void> {
  const inbox_id = floorInbox();
  const before = [...(floor.peek()?.decisions ?? []), ...earlier.peek()].at(-1)?.number;
  if (!inbox_id || before === undefined) return;
  const answer = await command<{ decisions: Decision[] }>("list_decisions", { inbox_id, before, limit: 50 });
  earlier.value = [...earlier.peek(), ...answer.decisions];
}
