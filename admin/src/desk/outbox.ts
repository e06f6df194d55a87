// What was sent and is not stored yet. Each message has its own place in this browser's storage: it outlives a reload,
// and several tabs do not overwrite each other. Sending twice is harmless, the server stores a client_id once.
import { signal } from "@preact/signals";
import { ApiError } from "../api";
import { agent } from "../session";
import { remember, remembered, rememberedKeys, watchRemembered } from "../storage";
import { applyEvent } from "../state/reduce";
import { uuid7 } from "../uuid";
import type { Message } from "../wire";
import { command } from "./commands";
import { line, update } from "./store";

export interface Outgoing {
  client_id: string;
  conversation_id: string;
  kind: "text" | "note" | "whisper";
  text: string;
  created_at: string;
  failed: string | null;
}

const prefix = (): string => `outbox.${agent.peek()?.id ?? "nobody"}.`;
const byTime = (a: Outgoing, b: Outgoing): number => (a.client_id < b.client_id ? -1 : 1);

export const outbox = signal<Outgoing[]>([]);

function parsed(text: string | null): Outgoing[] {
  try {
    const one = JSON.parse(text ?? "null") as Outgoing | null;
    return one?.client_id && one.conversation_id ? [one] : [];
  } catch {
    return [];
  }
}

/** Reads what an earlier page left, and hears what other tabs put in or take out. */
export function loadOutbox(): () => void {
  const read = (): void => { outbox.value = rememberedKeys(prefix()).flatMap((key) => parsed(remembered(key))).sort(byTime); };
  read();
  return watchRemembered(prefix(), read);
}

function keep(one: Outgoing): void {
  remember(prefix() + one.client_id, JSON.stringify(one));
  outbox.value = [...outbox.peek().filter((other) => other.client_id !== one.client_id), one].sort(byTime);
}

function drop(client_id: string): void {
  remember(prefix() + client_id, null);
  outbox.value = outbox.peek().filter((other) => other.client_id !== client_id);
}

export function send(conversation_id: string, kind: Outgoing["kind"], text: string): void {
  keep({ client_id: uuid7(), conversation_id, kind, text, created_at: new Date().toISOString(), failed: null });
  void flushOutbox();
}

export function retry(one: Outgoing): void {
  keep({ ...one, failed: null });
  void flushOutbox();
}

export const discard = (one: Outgoing): void => drop(one.client_id);

const COMMANDS = { text: "send_message", note: "add_note", whisper: "whisper" } as const;

async function deliver(one: Outgoing): Promise<void> {
  const { conversation_id, client_id, text } = one;
  const name = COMMANDS[one.kind];
  const { message } = await command<{ message: Message }>(name, { conversation_id, client_id, text });
  update((known) => applyEvent(known, one.kind === "text" ? "message_created" : "note_created", { message }));
  drop(client_id);
}

/** Seconds to wait before the same message may work; null: it will not by itself. */
function pause(error: unknown): number | null {
  if (!(error instanceof ApiError)) return null;
  if (error.code === "rate_limited") return error.retryAfter ?? 2;
  if (error.code === "storage_unavailable" || error.code === "timeout") return 2;
  return error.code === "no_connection" ? 0 : null;
}

const sleep = (seconds: number): Promise<void> => new Promise((done) => { setTimeout(done, seconds * 1000); });

/** Until when the server asked us to be slower; 0 when it did not. */
export const slowUntil = signal(0);

async function attempt(one: Outgoing): Promise<boolean> {
  try {
    await deliver(one);
    return true;
  } catch (error) {
    const seconds = pause(error);
    if (seconds === null) keep({ ...one, failed: error instanceof ApiError ? error.code : "unknown" });
    if (error instanceof ApiError && error.code === "rate_limited") slowUntil.value = Date.now() + (seconds ?? 0) * 1000;
    if (seconds) await sleep(seconds);
    return seconds === null || (seconds > 0 && line.peek() === "online");
  }
}

async function work(): Promise<void> {
  for (let next = waiting(); next && line.peek() === "online"; next = waiting()) if (!(await attempt(next))) return;
}

const waiting = (): Outgoing | undefined => outbox.peek().find((one) => !one.failed);

let working = false;

/** Sends in the order of writing, one after the other; where the browser can, one tab at a time. */
export async function flushOutbox(): Promise<void> {
  if (working) return;
  working = true;
  try {
    if (navigator.locks) await navigator.locks.request(`deskbell.${prefix()}`, work);
    else await work();
  } finally {
    working = false;
  }
}
