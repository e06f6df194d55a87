// What a leader does from the floor: give, take, read along, whisper. Each says afterwards what happened.
import { signal } from "@preact/signals";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { keepFocus, toast } from "../../ui";
import { command } from "../commands";
import { send } from "../outbox";
import { refetchFloor } from "./store";

export interface Given { id: string; name: string }

/** What is being done now, so that its button is not pressed twice. */
export const doing = signal<string | null>(null);

async function act(name: string, conversation: Given, extra: object, said: string): Promise<void> {
  if (doing.peek()) return;
  doing.value = conversation.id;
  try {
    await command(name, { conversation_id: conversation.id, ...extra });
    toast({ text: said });
  } finally {
    doing.value = null;
    await refetchFloor();
  }
}

/** Throws what went wrong. */
export const assign = (conversation: Given, agent: Given): Promise<void> =>
  act("assign_conversation", conversation, { agent_id: agent.id }, t("floor.assigned_toast", { name: conversation.name, agent: agent.name }));

/** Throws as well. */
export const take = (conversation: Given): Promise<void> => act("take_over", conversation, {}, t("floor.taken_toast", { name: conversation.name }));

/** For buttons without a dialog: what went wrong is said at the foot of the screen. */
export const said = (doing_: Promise<void>): void => { doing_.then(keepFocus, (error: unknown) => toast({ text: errorText(error), kind: "bad" })); };

export interface WhisperTo { conversation_id: string; visitor: string; agent: string }
export const whispering = signal<WhisperTo | null>(null);
export const assigning = signal<Given | null>(null);

/** By way of the outbox: what is typed goes out even if the line is cut at that moment. */
export function whisper(to: WhisperTo, text: string): void {
  send(to.conversation_id, "whisper", text);
  toast({ text: t("floor.whispered", { agent: to.agent }) });
}
