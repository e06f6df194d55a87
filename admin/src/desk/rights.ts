// Who may do what with a conversation, as PROTOCOL.md says. The server decides; this only spares people useless buttons.
import { isMine } from "../state/views";
import type { Agent, Conversation, Message } from "../wire";

type Me = Agent | null;

export const leads = (me: Me): boolean => me?.role === "team_leader" || me?.role === "admin";
const isOpen = (one: Conversation): boolean => one.status !== "resolved";

export const mayWrite = (one: Conversation, me: Me): boolean => isOpen(one) && one.kind === "live" && isMine(one, me?.id);
/** A colleague is asked about it: until they answer it is theirs, save for who leads. */
export const isAnothers = (one: Conversation, me: Me): boolean => Boolean(one.offer) && one.offer?.agent_id !== me?.id && !leads(me);
export const mayClaim = (one: Conversation, me: Me): boolean => isOpen(one) && (one.waiting || one.assignee?.type === "bot") && !isAnothers(one, me);
export const mayResolve = (one: Conversation, me: Me): boolean => isOpen(one) && (one.waiting || isMine(one, me?.id) || leads(me));
export const mayTransfer = (one: Conversation, me: Me): boolean => isOpen(one) && (isMine(one, me?.id) || leads(me));
/** What it needs: whoever has it, whoever leads, and anybody while it waits. A message left is in no line. */
export const maySayNeeds = (one: Conversation, me: Me): boolean => isOpen(one) && one.kind === "live" && (one.waiting || isMine(one, me?.id) || leads(me));
/** Who leads may take what a colleague has. */
export const mayTakeOver = (one: Conversation, me: Me): boolean => isOpen(one) && leads(me) && one.assignee?.type === "agent" && !isMine(one, me?.id);
export const mayWhisper = mayTakeOver;
export const mayReopen = (one: Conversation): boolean => !isOpen(one);

/** It was just handed to me and I have not said a word: I may give it back. `messages`: what is known of its log. */
export function mayRefuse(one: Conversation, messages: Message[], me: Me): boolean {
  if (!isOpen(one) || !one.handed_by || !isMine(one, me?.id)) return false;
  const handed = messages.map((message) => message.kind).lastIndexOf("activity");
  return handed >= 0 && !messages.slice(handed).some((message) => message.kind === "text" && message.author.type === "agent");
}

/** Those who could take all of them over. */
export function takersOfAll(talks: Conversation[], agents: Agent[]): Agent[] {
  return talks.reduce((able, one) => takers(one, able), agents);
}

/** Those who could take it over, the free ones first. */
export function takers(one: Conversation, agents: Agent[]): Agent[] {
  const free = (agent: Agent): number => agent.capacity - agent.open_conversations;
  const able = (agent: Agent): boolean => agent.presence !== "offline" && agent.id !== one.assignee?.id;
  const here = (agent: Agent): boolean => agent.role !== "agent" || agent.inbox_ids.includes(one.inbox_id);
  return agents.filter((agent) => able(agent) && here(agent)).sort((a, b) => Number(a.presence === "away") - Number(b.presence === "away") || free(b) - free(a));
}
