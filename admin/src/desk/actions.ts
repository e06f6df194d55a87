// What an agent does with a conversation: answer, transfer, resolve, reopen. Each says afterwards what happened.
import { signal } from "@preact/signals";
import { ApiError } from "../api";
import { errorText } from "../errors";
import { t } from "../i18n";
import { applyEvent, withConversation } from "../state/reduce";
import { queueOf, waitsSince } from "../state/views";
import { toast } from "../ui";
import { waited } from "../ui/clock";
import type { Conversation } from "../wire";
import { command } from "./commands";
import { write } from "./dialogs";
import { openLog } from "./fetch";
import { nameOf } from "./names";
import { mayClaim } from "./rights";
import { inbox, open, state, update } from "./store";

/** What is being done to which conversation, so that its button can say so and is not pressed twice. */
export const busy = signal<string | null>(null);

async function act(name: string, id: string, extra: object = {}): Promise<Conversation | null> {
  if (busy.peek()) return null;
  busy.value = `${name} ${id}`;
  try {
    const { conversation } = await command<{ conversation: Conversation }>(name, { conversation_id: id, ...extra });
    update((known) => withConversation(known, conversation));
    return conversation;
  } finally {
    busy.value = null;
  }
}

const complain = (error: unknown): void => { toast({ text: errorText(error), kind: "bad" }); };
function label(id: string): string {
  const visitor = state.peek().conversations[id]?.visitor;
  return visitor ? nameOf(visitor) : "";
}


/** The first whom no colleague is asked about. */
export const nextInLine = (): Conversation | undefined => queueOf(state.peek(), inbox.peek()).find((one) => mayClaim(one, state.peek().me));

/** Open what is to be answered now. */
function begin(id: string): void {
  open(id, "mine");
  write("reply");
}

/** Of a command whose answer was lost, the event may have come. */
function isMine(id: string): boolean {
  const { conversations, me } = state.peek();
  return !!me && conversations[id]?.assignee?.id === me.id;
}

export async function claim(id: string): Promise<void> {
  try {
    if (await act("claim_conversation", id)) begin(id);
  } catch (error) {
    if (isMine(id)) begin(id);
    else if (error instanceof ApiError && error.code === "already_assigned") await tooLate(id);
    else complain(error);
  }
}

/** A colleague's: who leads may. */
export async function takeOver(id: string): Promise<void> {
  try {
    if (await act("take_over", id)) begin(id);
  } catch (error) {
    if (isMine(id)) begin(id);
    else complain(error);
  }
}

/** Somebody was faster: say who, and offer the next one. */
async function tooLate(id: string): Promise<void> {
  await openLog(id);
  const agent = state.peek().conversations[id]?.assignee?.name || t("errors.already_assigned");
  const next = nextInLine();
  if (!next) return void toast({ text: t("conversation.faster", { agent }) });
  const text = t("conversation.faster_next", { agent, name: nameOf(next.visitor), wait: waited(waitsSince(next)) });
  toast({ text, action: { label: t("conversation.answer_next"), run: () => void claim(next.id) } });
}

export async function answerNext(): Promise<void> {
  const next = nextInLine();
  if (next) return claim(next.id);
  const asked = queueOf(state.peek(), inbox.peek())[0]?.offer?.agent_id;
  toast({ text: asked ? t("bell.asked", { agent: state.peek().agents[asked]?.name ?? "" }) : t("conversation.nobody_waits") });
}

export async function resolve(id: string): Promise<void> {
  try {
    if (!(await act("resolve_conversation", id))) return;
    toast({ text: t("conversation.resolved_toast", { name: label(id) }), action: { label: t("ui.undo"), run: () => void reopen(id) }, seconds: 10 });
  } catch (error) {
    complain(error);
  }
}

export async function reopen(id: string): Promise<void> {
  try {
    if (await act("reopen_conversation", id)) toast({ text: t("conversation.reopened_toast", { name: label(id) }) });
  } catch (error) {
    complain(error);
  }
}

const withNote = (note: string): { note?: string } => (note.trim() ? { note: note.trim() } : {});

/** To whom: an agent, a team, or the bot. `name` is what the screen calls them. */
export interface Taker { kind: "agent" | "team" | "bot"; id: string; name: string }
const WIRE = { agent: (to: Taker) => ({ agent_id: to.id }), team: (to: Taker) => ({ team_id: to.id }), bot: () => ({ to_bot: true }) };

/** Throws what went wrong: the dialog shows it beside its cause. */
export async function transfer(id: string, to: Taker, note: string): Promise<void> {
  if (!(await act("transfer_conversation", id, { ...WIRE[to.kind](to), ...withNote(note) }))) return;
  toast({ text: t("conversation.transferred_toast", { name: label(id), agent: to.name }) });
}

/** Throws as well. */
export async function refuse(id: string, note: string): Promise<void> {
  if (await act("refuse_transfer", id, withNote(note))) toast({ text: t("transfer.refused_toast", { name: label(id) }) });
}

export async function accept(id: string): Promise<void> {
  try {
    if (await act("accept_offer", id)) begin(id);
  } catch (error) {
    if (isMine(id)) begin(id);
    else complain(error);
  }
}

export async function decline(id: string): Promise<void> {
  try {
    await command("decline_offer", { conversation_id: id });
    update((known) => applyEvent(known, "offer_ended", { conversation_id: id }));
  } catch (error) {
    complain(error);
  }
}

export async function setPresence(presence: "online" | "away"): Promise<void> {
  try {
    await command("set_presence", { presence });
    update((known) => (known.me ? { ...known, me: { ...known.me, presence } } : known));
  } catch (error) {
    complain(error);
  }
}
