// Tells the server what has reached this desk: a visitor of mine sees "delivered" even before I look.
import { listOf } from "../state/views";
import { hint } from "./commands";
import { line, state } from "./store";

const told = new Map<string, number>();

export function tellDelivered(): void {
  if (line.value !== "online") return told.clear();
  for (const one of listOf(state.value, "mine", null)) {
    if (one.last_seq <= Math.max(told.get(one.id) ?? 0, one.read_marks.agent.delivered_seq)) continue;
    told.set(one.id, one.last_seq);
    hint("mark_delivered", { conversation_id: one.id, seq: one.last_seq });
  }
}
