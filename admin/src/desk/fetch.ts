// Fetching: pages of views, catch-up of logs, and mending whatever events alone could not tell.
import { signal } from "@preact/signals";
import { ApiError } from "../api";
import { catchUpFrom, cursor, hasGap, noteCursor } from "../state/log";
import { withCatchUpBegun, withoutUnheard, withPage, withSync, type ListPage, type SyncPage } from "../state/fetched";
import { EMPTY_LOG, windowKey } from "../state/model";
import { VIEWS, type View } from "../wire";
import { command } from "./commands";
import { fetched, inbox, line, selectedId, state, update, view } from "./store";

const PAGE = 50;
/** Messages of one catch-up: the most that the server gives, since a long log is fetched whole. */
const MOST = 200;

/** Conversations that the server says are not there, or not ours. */
export const missing = signal<ReadonlySet<string>>(new Set());
export const listError = signal<unknown>(null);

async function page(of: View, before: string | null): Promise<void> {
  const inbox_id = inbox.peek();
  const answer = await command<ListPage>("list_conversations", { view: of, limit: PAGE, ...(inbox_id ? { inbox_id } : {}), ...(before ? { before } : {}) });
  update((known) => withPage(known, of, inbox_id, answer));
}

/** Each view once, from the top; then what nobody mentioned is forgotten. */
export async function refetchAll(): Promise<void> {
  listError.value = null;
  try {
    for (const of of VIEWS) await page(of, null);
    update((known) => withoutUnheard(known, selectedId.peek()));
    fetched.value = true;
  } catch (error) {
    listError.value = error;
  }
  if (selectedId.peek()) await openLog(selectedId.peek() as string);
}

export async function fetchView(of: View): Promise<void> {
  if (windowKey(of, inbox.peek()) in state.peek().windows) return;
  await page(of, null).catch((error: unknown) => { listError.value = error; });
}

export async function fetchMore(of: View): Promise<void> {
  const before = state.peek().windows[windowKey(of, inbox.peek())]?.next;
  if (before) await page(of, before);
}

const running = new Map<string, Promise<void>>();

/** Catches a log up to its end; several callers share one run. */
export function openLog(id: string): Promise<void> {
  const known = running.get(id);
  if (known) return known;
  const run = catchUpLog(id).finally(() => running.delete(id));
  running.set(id, run);
  return run;
}

/** The connection in which a log was caught up to its end: until the next one its changes are heard. */
const caughtUpIn = new Map<string, number>();

function startOf(id: string): number {
  const { logs, connection } = state.peek();
  return (caughtUpIn.get(id) === connection ? cursor : catchUpFrom)(logs[id] ?? EMPTY_LOG);
}

async function catchUpLog(id: string): Promise<void> {
  update((before) => withCatchUpBegun(before, id));
  const { connection } = state.peek();
  let after_seq = startOf(id);
  try {
    for (let complete = false; !complete;) {
      const after_note_seq = noteCursor(state.peek().logs[id] ?? EMPTY_LOG);
      const answer = await command<SyncPage>("sync", { conversation_id: id, after_seq, after_note_seq, limit: MOST });
      complete = answer.complete || (!answer.messages.length && !answer.notes.length);
      after_seq = answer.messages.at(-1)?.seq ?? after_seq;
      update((before) => withSync(before, id, { ...answer, complete }));
    }
    caughtUpIn.set(id, connection);
  } catch (error) {
    if (error instanceof ApiError && ["not_found", "bad_payload"].includes(error.code)) missing.value = new Set([...missing.peek(), id]);
    else setTimeout(() => { if (line.peek() === "online" && selectedId.peek() === id) void openLog(id); }, 2000);
  }
}

const MOVES = new Set(["conversation_created", "conversation_updated", "conversation_assigned"]);
let due: ReturnType<typeof setTimeout> | undefined;

/** After an event: close gaps at once, fetch figures and unknown conversations a moment later, once for many. */
export function settle(event: string): void {
  const known = state.peek();
  for (const [id, log] of Object.entries(known.logs)) if (hasGap(log)) void openLog(id);
  if (!MOVES.has(event) && !known.stale) return;
  clearTimeout(due);
  due = setTimeout(() => void mend(), 250);
}

async function mend(): Promise<void> {
  const stale = state.peek().stale;
  update((known) => ({ ...known, stale: false }));
  await (stale ? Promise.all([topUp("waiting"), topUp(view.peek())]) : figures()).catch(() => undefined);
}

/** The newest of a view again, without forgetting how far it was read. */
async function topUp(of: View): Promise<void> {
  const before = state.peek().windows[windowKey(of, inbox.peek())];
  await page(of, null);
  if (before) update((known) => ({ ...known, windows: { ...known.windows, [windowKey(of, inbox.peek())]: before } }));
}

async function figures(): Promise<void> {
  const answer = await command<ListPage>("list_conversations", { view: view.peek(), limit: 1 });
  update((known) => ({ ...known, counts: answer.counts }));
}
