// Activities and reasons as sentences: each client says in its own language what the server recorded.
import { t } from "../i18n";
import { waitsSince } from "../state/views";
import { clock, moment, spoken } from "../ui/clock";
import type { Author, Conversation, Message } from "../wire";
import { contactOf, wantsCall } from "./callback";

type Who = Pick<Author, "id" | "name"> & { type?: string };
interface Activity { activity?: string; agent?: Who; from?: Who; by?: Who | string; team?: Who; bot?: boolean; reason?: string; waited_seconds?: number; position?: number; closing?: string }

const activityOf = (message: Message): Activity => (message.data ?? {}) as Activity;

/** Somebody who leads stepped in. */
function steppedIn({ agent, by, from, reason }: Activity, me: string | undefined, time: string): string {
  const who = typeof by === "object" ? by : undefined;
  const params = { agent: agent?.name ?? "", by: who?.name ?? "", from: from?.name ?? "", time };
  if (reason === "assigned") return t(`activity.assigned${agent?.id === me ? "_you" : who?.id === me ? "_by_you" : ""}`, params);
  const end = agent?.id === me ? "_you" : from?.id === me ? "_me" : "";
  return t(`activity.taken_over${from ? "_from" : ""}${end}`, params);
}

function assigned(data: Activity, me: string | undefined, time: string): string {
  const { agent, reason, waited_seconds: waited } = data;
  const mine = agent?.id === me;
  if (reason === "assigned" || reason === "taken_over") return steppedIn(data, me, time);
  if (reason === "refused") return t(`activity.refused${mine ? "_you" : ""}`, { agent: agent?.name ?? "", time });
  const words = reason === "given" || reason === "accepted" ? reason : "took";
  const key = `activity.${words}${waited === undefined ? "" : "_wait"}${mine ? "_you" : ""}`;
  return t(key, { agent: agent?.name ?? "", time, wait: spoken(waited ?? 0) });
}

/** Who had it before: said by the server, or read from the log. */
function giver(message: Message, messages: Message[]): Who | undefined {
  const data = activityOf(message);
  if (data.from) return data.from;
  const earlier = messages.filter((one) => one.kind === "activity" && (one.seq ?? 0) < (message.seq ?? 0) && activityOf(one).agent);
  return activityOf(earlier.at(-1) ?? message).agent;
}

const isTransfer = ({ activity, reason }: Activity): boolean => activity === "transferred" || (activity === "assigned" && reason === "transferred");

function transferred(message: Message, messages: Message[], me: string | undefined): string {
  const { agent, team, bot } = activityOf(message);
  const from = giver(message, messages);
  if (team || bot) {
    const end = from?.id === me ? "_from_you" : "";
    return t(`activity.transferred_${team ? "team" : "bot"}${end}`, { team: team?.name ?? "", from: from?.name ?? "", time: clock(message.created_at) });
  }
  const end = agent?.id === me ? "_to_you" : from?.id === me ? "_from_you" : "";
  return t(`activity.transferred${end}`, { agent: agent?.name ?? "", from: from?.name ?? "", time: clock(message.created_at) });
}

function byWhom(word: string, by: Who | string | undefined, me: string | undefined, time: string): string {
  const who: Who = typeof by === "object" ? by : { id: null, name: "" };
  const end = who.type === "visitor" ? "_visitor" : who.id && who.id === me ? "_you" : "";
  return t(`activity.${word}${end}`, { agent: who.name, time });
}

const BECAUSE = new Set(["asked", "misses", "anger", "rule", "flow", "off"]);

/** The flow that handed over, as its note names it. */
function flowOf(notes: Message[]): string | undefined {
  const kept = notes.map((note) => (note.data as { collected?: { flow?: string } } | null)?.collected?.flow);
  return kept.filter((name) => name !== undefined).at(-1);
}

function queued({ by, reason }: Activity, notes: Message[], time: string): string {
  if (by !== "bot") return t("activity.queued", { time });
  const flow = reason === "flow" ? flowOf(notes) : undefined;
  const why = BECAUSE.has(reason ?? "") ? (flow === undefined ? reason : "flow_named") : "bot";
  return t(`activity.queued_${why}`, { time, flow: flow ?? "" });
}

function gone({ agent, reason, position }: Activity, mine: boolean, time: string): string {
  return t(`activity.${reason === "left" ? "left" : "lost"}${mine ? "_you" : ""}`, { agent: agent?.name ?? "", time, place: position ?? 1 });
}

export function activityText(message: Message, messages: Message[], me: string | undefined): string {
  const data = activityOf(message);
  const time = clock(message.created_at);
  if (isTransfer(data)) return transferred(message, messages, me);
  if (data.activity === "assigned") return assigned(data, me, time);
  if (data.activity === "queued") return queued(data, messages, time);
  if (data.activity === "agent_gone") return gone(data, data.agent?.id === me, time);
  if (data.activity === "closed") return t(data.closing === "form" ? "activity.closed_form" : "activity.closed_serve", { time });
  if (data.activity === "left_queue") return t("activity.left_queue", { time });
  if (data.activity === "resolved" && data.reason === "visitor_idle") return t("activity.resolved_idle", { time });
  if (data.activity === "resolved" || data.activity === "reopened") return byWhom(data.activity, data.by, me, time);
  return message.text;
}

const COMES = new Set(["assigned", "transferred", "reopened"]);

const lastWith = (messages: Message[], fits: (data: Activity) => boolean): Message | undefined =>
  [...messages].reverse().find((message) => message.kind === "activity" && fits(activityOf(message)));

function openedAgain(messages: Message[]): string {
  const by = activityOf(lastWith(messages, (data) => data.activity === "reopened") ?? (messages.at(-1) as Message)).by;
  return typeof by === "object" && by.type === "visitor" ? "reopened_visitor" : "reopened";
}

/** How it came to the one who has it, from the last activity that says so. */
function cameBy(one: Conversation, messages: Message[], me: string | undefined): string | null {
  const last = lastWith(messages, (data) => COMES.has(data.activity ?? ""));
  if (!last) return null;
  const data = activityOf(last);
  const other = one.assignee?.id === me ? "" : "_other";
  const agent = data.agent?.name ?? one.assignee?.name ?? "";
  const by = typeof data.by === "object" ? data.by.name : "";
  const from = giver(last, messages);
  if (other && isTransfer(data) && from?.id === me) return t("why.transferred_by_you", { agent, time: moment(last.created_at) });
  if (other && data.reason === "assigned" && typeof data.by === "object" && data.by.id === me) return t("why.assigned_by_you", { agent, time: moment(last.created_at) });
  const params = { agent, by, from: from?.name ?? "", time: moment(last.created_at), wait: spoken(data.waited_seconds ?? 0) };
  if (data.reason === "assigned" || data.reason === "taken_over" || data.reason === "refused") return t(`why.${data.reason}${other}`, params);
  if (isTransfer(data)) return t(`why.transferred${other}`, params);
  if (data.activity === "reopened" || data.reason === "reopened") return t(`why.${openedAgain(messages)}${other}`, params);
  if (data.reason === "given") return t(`why.given${other}${data.waited_seconds === undefined ? "" : "_wait"}`, params);
  return t("why.sentence", { text: assigned(data, me, params.time) });
}

function waiting(one: Conversation): string {
  const time = moment(waitsSince(one));
  if (!one.queue) return t("why.waiting_plain", { time });
  return one.queue.position === 1 ? t("why.waiting_first", { time }) : t("why.waiting", { place: one.queue.position, time });
}

/** That nobody was at the desk is not known: some rather leave a message than wait. A number is asked for where the line is full. */
function left(one: Conversation, messages: Message[]): string {
  if (!wantsCall(one, messages)) return t("why.offline");
  const phone = contactOf(messages)?.phone;
  return phone ? t("why.call_number", { phone }) : t("why.call_back");
}

/** Why this conversation is where it is; null where the head and the log say all there is to say. */
export function whyText(one: Conversation, messages: Message[], me: string | undefined): string | null {
  if (one.status === "resolved") return null;
  if (one.waiting) return one.kind === "offline" ? left(one, messages) : waiting(one);
  return one.assignee?.type === "agent" ? cameBy(one, messages, me) : null;
}
