// When to ring: somebody waits, something was given to me, a visitor of mine writes while nobody here looks.
// Every tab hears the events; the tab that leads makes the noise.
import { signal } from "@preact/signals";
import { t } from "../i18n";
import { remember, remembered } from "../storage";
import type { DeskState } from "../state/model";
import { inLine, isMine } from "../state/views";
import type { Conversation, Message } from "../wire";
import { leads } from "./leader";
import { nameOf } from "./names";
import { ring } from "./sound";
import { open, selectedId } from "./store";

const hasNotifications = (): boolean => "Notification" in window;

export const notifyOn = signal(remembered("notify") === "on" && hasNotifications() && Notification.permission === "granted");

/** Turns desktop notifications on or off; false when the browser forbids them. */
export async function setNotify(on: boolean): Promise<boolean> {
  const allowed = on && hasNotifications() && (await Notification.requestPermission()) === "granted";
  notifyOn.value = allowed;
  remember("notify", allowed ? "on" : "off");
  return allowed === on;
}

const focused = (): boolean => document.visibilityState === "visible" && document.hasFocus();

/** What this tab has told the others; null once it is out of sight, so that it takes back no other tab's word. */
let told: string | null = null;

/** Tells the other tabs which conversation a person has before their eyes. */
export function tellWhatIsSeen(): void {
  if (!focused()) return takeBackWhatIsSeen();
  told = selectedId.peek() ?? "";
  remember("seen", told);
}

function takeBackWhatIsSeen(): void {
  if (told !== null && remembered("seen") === told) remember("seen", null);
  told = null;
}

/** A page that is closed may still have the focus, and no blur follows. */
export function watchWhatIsSeen(): () => void {
  const events = [["focus", tellWhatIsSeen], ["blur", tellWhatIsSeen], ["pageshow", tellWhatIsSeen], ["pagehide", takeBackWhatIsSeen]] as const;
  for (const [name, tell] of events) addEventListener(name, tell);
  document.addEventListener("visibilitychange", tellWhatIsSeen);
  return () => {
    for (const [name, tell] of events) removeEventListener(name, tell);
    document.removeEventListener("visibilitychange", tellWhatIsSeen);
    takeBackWhatIsSeen();
  };
}

interface Call { title: string; body: string; conversation: Conversation; view: "waiting" | "mine" | "all" }

function newInLine(before: DeskState, after: DeskState): Call | null {
  const fresh = Object.values(after.conversations).find((one) => {
    const known = before.conversations[one.id];
    return inLine(one) && (!known || !inLine(known));
  });
  return fresh ? { title: t("notify.waiting", { name: nameOf(fresh.visitor) }), body: fresh.topic ?? "", conversation: fresh, view: "waiting" } : null;
}

interface Assigned { conversation: Conversation; reason: string }

function givenToMe(after: DeskState, { conversation, reason }: Assigned): Call | null {
  if (!["given", "transferred", "assigned", "refused"].includes(reason) || !isMine(conversation, after.me?.id)) return null;
  return { title: t("notify.given", { name: nameOf(conversation.visitor) }), body: conversation.topic ?? "", conversation, view: "mine" };
}

function offeredToMe(after: DeskState, { conversation }: { conversation: Conversation }): Call | null {
  if (conversation.offer?.agent_id !== after.me?.id) return null;
  return { title: t("notify.offered", { name: nameOf(conversation.visitor) }), body: conversation.topic ?? "", conversation, view: "waiting" };
}

function whispered(after: DeskState, { message }: { message: Message }): Call | null {
  const conversation = after.conversations[message.conversation_id];
  if (!conversation || (message.data ?? {})["whisper_to"] !== after.me?.id) return null;
  return { title: t("notify.whisper", { agent: message.author.name }), body: message.text, conversation, view: "mine" };
}

function visitorWrites(before: DeskState, after: DeskState, { message }: { message: Message }): Call | null {
  const conversation = after.conversations[message.conversation_id];
  const known = before.conversations[message.conversation_id];
  if (!conversation || message.author.type !== "visitor" || !isMine(conversation, after.me?.id)) return null;
  if (known && (message.seq ?? 0) <= known.last_seq) return null;
  if (remembered("seen") === conversation.id) return null;
  return { title: t("notify.message", { name: nameOf(conversation.visitor) }), body: message.text, conversation, view: "mine" };
}

/** Mine, or, for those who lead, a colleague's. */
function fellSilent(after: DeskState, { conversation }: { conversation: Conversation }): Call {
  const mine = isMine(conversation, after.me?.id);
  const words = { name: nameOf(conversation.visitor), agent: conversation.assignee?.name ?? "" };
  return { title: t(`notify.silent${mine ? "_you" : ""}`, words), body: conversation.topic ?? "", conversation, view: mine ? "mine" : "all" };
}

function callOf(before: DeskState, after: DeskState, name: string, payload: unknown): Call | null {
  if (name === "message_created") return visitorWrites(before, after, payload as { message: Message });
  if (name === "note_created") return whispered(after, payload as { message: Message });
  if (name === "conversation_offered") return offeredToMe(after, payload as { conversation: Conversation });
  if (name === "conversation_assigned") return givenToMe(after, payload as Assigned);
  if (name === "agent_silent") return fellSilent(after, payload as { conversation: Conversation });
  return name === "typing_changed" ? null : newInLine(before, after);
}

function show(call: Call): void {
  const note = new Notification(call.title, { body: call.body.slice(0, 160), tag: call.conversation.id });
  note.onclick = () => { window.focus(); open(call.conversation.id, call.view); note.close(); };
}

export function announce(before: DeskState, after: DeskState, name: string, payload: unknown): void {
  if (!leads.peek() || after.me?.presence === "away") return;
  const call = callOf(before, after, name, payload);
  if (!call) return;
  ring();
  if (notifyOn.peek() && !focused()) show(call);
}
