// The decisions of the conversation that is open: fetched with it, and again when something of it or of the line moved.
import { effect, signal } from "@preact/signals";
import { line, selected, selectedId, state } from "../store";
import { command } from "../commands";
import type { Reasons, Told } from "./model";

const SOON = 300;

/** Of the open conversation only: `id` says which it is. */
export const reasons = signal<(Reasons & { id: string }) | null>(null);
export const reasonsError = signal<unknown>(null);

export async function fetchReasons(id: string): Promise<void> {
  try {
    const answer = await command<Reasons>("list_decisions", { conversation_id: id });
    if (selectedId.peek() !== id) return;
    reasons.value = { id, ...answer };
    reasonsError.value = null;
  } catch (error) {
    if (selectedId.peek() === id) reasonsError.value = error;
  }
}

let due: ReturnType<typeof setTimeout> | undefined;

function soon(id: string): void {
  clearTimeout(due);
  due = setTimeout(() => { if (line.peek() === "online" && selectedId.peek() === id) void fetchReasons(id); }, SOON);
}

/** An event: of this conversation it is shown at once. */
export function decided({ decision }: { decision: Told }): void {
  const known = reasons.peek();
  if (!known || decision.conversation_id !== known.id) return;
  if (known.decisions.some((one) => one.number >= decision.number)) return;
  reasons.value = { ...known, decisions: [decision, ...known.decisions] };
  soon(known.id);
}

/** Who is free and who stands before it changes why it waits. */
function moves(): string {
  const one = selected.value;
  if (!one?.waiting) return `${one?.id} ${one?.assignee?.id}`;
  const desk = Object.values(state.value.agents).map((agent) => `${agent.id}${agent.presence}${agent.open_conversations}`);
  return `${one.id} ${one.queue?.position} ${desk.join()}`;
}

export function followReasons(): () => void {
  let before = "";
  return effect(() => {
    const id = selectedId.value;
    const online = line.value === "online";
    const now = moves();
    if (!id || !online) return;
    if (reasons.peek()?.id !== id) {
      reasons.value = null;
      reasonsError.value = null;
      void fetchReasons(id);
    } else if (now !== before) soon(id);
    before = now;
  });
}
