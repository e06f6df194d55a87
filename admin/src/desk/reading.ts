// Reading along in one conversation: begun from the floor, ended by the button, by looking elsewhere, by taking it over, or
// with the line.
// The server knows it by the socket, so a new connection says it anew.
import { effect, signal } from "@preact/signals";
import { errorText } from "../errors";
import { isMine } from "../state/views";
import { keepFocus, toast } from "../ui";
import { command, hint } from "./commands";
import { line, open, selected, selectedId, state } from "./store";

/** The conversation in which I read along. */
export const reading = signal<string | null>(null);

export async function readAlong(id: string): Promise<void> {
  try {
    await command("join_conversation", { conversation_id: id });
    open(id, "all");
    reading.value = id;
    keepFocus();
  } catch (error) {
    toast({ text: errorText(error), kind: "bad" });
  }
}

export function stopReading(): void {
  const id = reading.peek();
  reading.value = null;
  if (id) hint("leave_conversation", { conversation_id: id });
}

export function followReading(): () => void {
  const stops = [
    effect(() => { const one = selected.value; if (reading.peek() && (selectedId.value !== reading.peek() || (one && isMine(one, state.value.me?.id)))) stopReading(); }),
    effect(() => { const online = line.value === "online"; const id = reading.peek(); if (online && id) hint("join_conversation", { conversation_id: id }); }),
  ];
  return () => { stops.forEach((stop) => stop()); stopReading(); };
}
