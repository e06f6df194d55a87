// What a view shows, in which order and groups, and the figures beside it; all read from what the desk knows.
import type { Conversation, View } from "../wire";
import { windowKey, type DeskState } from "./model";

const open = (one: Conversation): boolean => one.status !== "resolved";

export const isMine = (one: Conversation, me: string | undefined): boolean => one.assignee?.type === "agent" && one.assignee.id === me;
/** Whom I am talking with: they need an answer now, unlike who left a message. */
export const talksOf = (state: DeskState): Conversation[] => Object.values(state.conversations).filter((one) => open(one) && one.kind === "live" && isMine(one, state.me?.id));
/** My talks of before that are somebody else's, or nobody's, and not over. */
export const goneOn = (before: DeskState, now: DeskState): number =>
  talksOf(before).filter(({ id }) => { const one = now.conversations[id]; return one && open(one) && !isMine(one, before.me?.id); }).length;
export const inLine = (one: Conversation): boolean => open(one) && one.waiting && one.kind === "live";
const leftMessage = (one: Conversation): boolean => open(one) && one.waiting && one.kind === "offline";

function belongs(one: Conversation, view: View, me: string | undefined): boolean {
  if (view === "resolved") return one.status === "resolved";
  if (view === "mine") return open(one) && isMine(one, me);
  return open(one) && (view === "all" || one.waiting);
}

export const waitsSince = (one: Conversation): string => one.queue?.waiting_since ?? one.waiting_since ?? one.created_at;

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const newestFirst = (a: Conversation, b: Conversation): number => order(b.updated_at, a.updated_at) || order(b.id, a.id);

function byPlace(a: Conversation, b: Conversation): number {
  const sameLine = a.inbox_id === b.inbox_id && a.queue && b.queue ? a.queue.position - b.queue.position : 0;
  return Number(leftMessage(a)) - Number(leftMessage(b)) || sameLine || order(waitsSince(a), waitsSince(b)) || order(a.id, b.id);
}

/** The conversations of a view, as far as they were fetched. */
export function listOf(state: DeskState, view: View, inbox: string | null): Conversation[] {
  const floor = state.windows[windowKey(view, inbox)]?.floor ?? "";
  const fits = (one: Conversation): boolean =>
    belongs(one, view, state.me?.id) && (!inbox || one.inbox_id === inbox) && (view === "waiting" || one.updated_at >= floor);
  return Object.values(state.conversations).filter(fits).sort(view === "waiting" ? byPlace : newestFirst);
}

export const queueOf = (state: DeskState, inbox: string | null): Conversation[] => listOf(state, "waiting", inbox).filter(inLine);

const whole = (state: DeskState, view: View, inbox: string | null): boolean => state.windows[windowKey(view, inbox)]?.next === null;

/** People in line. Counted from the line itself once that was fetched, so that it is right at once. */
export function waitingCount(state: DeskState, inbox: string | null): number {
  return whole(state, "waiting", inbox) || whole(state, "waiting", null) ? queueOf(state, inbox).length : state.counts.waiting;
}

/** The figure beside a view; null where we cannot know it. */
export function countOf(state: DeskState, view: View, inbox: string | null): number | null {
  if (!state.connection) return null;
  if (view === "waiting") return waitingCount(state, inbox);
  if (view === "mine" && whole(state, "mine", inbox)) return listOf(state, "mine", inbox).length;
  if (whole(state, view, inbox)) return listOf(state, view, inbox).length;
  return inbox ? null : state.counts[view];
}

/** It was handed to the one who has it, and they have not said a word since. A giver's last word is no word of theirs. */
export function handedUnsaid(one: Conversation): boolean {
  if (!open(one) || !one.handed_by || one.assignee?.type !== "agent") return false;
  const last = one.last_message;
  return !last || last.created_at < (one.assigned_at ?? "") || (last.author.type === "agent" && last.author.id !== one.assignee.id);
}

/** Whose turn it is: the visitor spoke last, or nobody has answered since it came to me. A reminder is no word of theirs. */
function visitorWaits(one: Conversation): boolean {
  const last = one.last_message;
  if (one.silent_since || !last || handedUnsaid(one)) return true;
  return last.kind === "text" ? last.author.type === "visitor" : one.kind === "offline" || one.assignee?.type !== "agent";
}

/** It is my turn: one of mine, open, whose visitor waits for my word. */
export const myTurn = (one: Conversation, me: string | undefined): boolean => open(one) && isMine(one, me) && visitorWaits(one);

/** Since when they wait for it: since they wrote, or since it came to me. */
export const turnSince = (one: Conversation): string =>
  one.silent_since ?? (one.last_message?.author.type === "visitor" ? one.last_message.created_at : one.assigned_at ?? one.updated_at);

/** The server has told me that this silence is too long: of my own, or, where I lead, of a colleague's. */
export const toldSilent = (one: Conversation, me: { id: string; role: string } | null): boolean =>
  open(one) && one.silence_told !== null && me !== null && (isMine(one, me.id) || (one.silence_told === "leader" && me.role !== "agent"));

/** Who was answered out of the line lately, newest first. */
export function answeredLately(state: DeskState, inbox: string | null, sameDay: (at: string) => boolean): Conversation[] {
  const answered = Object.values(state.conversations).filter(
    (one) => one.assignee?.type === "agent" && one.assigned_at && sameDay(one.assigned_at) && (!inbox || one.inbox_id === inbox));
  return answered.sort((a, b) => order(b.assigned_at ?? "", a.assigned_at ?? "")).slice(0, 5);
}

export interface Group { key: string; conversations: Conversation[] }

export function groupsOf(state: DeskState, view: View, inbox: string | null, sameDay: (at: string) => boolean): Group[] {
  const all = listOf(state, view, inbox);
  const groups = view === "mine" ? mineGroups(state, all, inbox, sameDay) : view === "waiting" ? waitingGroups(all) : [{ key: "", conversations: all }];
  return groups.filter((group) => group.conversations.length > 0);
}

function mineGroups(state: DeskState, all: Conversation[], inbox: string | null, sameDay: (at: string) => boolean): Group[] {
  const done = listOf(state, "resolved", inbox).filter((one) => one.resolved_at && sameDay(one.resolved_at) && wasMine(one, state.me?.id));
  return [
    { key: "for_you", conversations: all.filter(visitorWaits).sort((a, b) => order(turnSince(a), turnSince(b)) || order(a.id, b.id)) },
    { key: "for_them", conversations: all.filter((one) => !visitorWaits(one)) },
    { key: "resolved_today", conversations: done },
  ];
}

const wasMine = (one: Conversation, me: string | undefined): boolean => isMine(one, me) || (one.resolved_by?.type === "agent" && one.resolved_by.id === me);

function waitingGroups(all: Conversation[]): Group[] {
  return [
    { key: "in_line", conversations: all.filter((one) => one.kind === "live") },
    { key: "messages_left", conversations: all.filter((one) => one.kind === "offline") },
  ];
}

/** What stands in the tab's title: my conversations with something unread or just handed to me, and the people in line. */
export function callsForMe(state: DeskState): number {
  return listOf(state, "mine", null).filter((one) => one.unread > 0 || handedUnsaid(one)).length + waitingCount(state, null);
}
