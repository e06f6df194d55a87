// The flow that is open in the editor: what it is now, undo, what is selected, and saving it as a draft by itself. A save
// names the revision it began from; when somebody else saved meanwhile the editor stops and asks (see conflict.tsx).
import { computed, signal } from "@preact/signals";
import { api, ApiError } from "../../api";
import { locale, t } from "../../i18n";
import { navigate, path } from "../../router";
import { beforeSignOut } from "../../session";
import { toast } from "../../ui";
import { inbox } from "../store";
import { EMPTY, type Definition, type Flow, type Problem } from "./model/definition";
import { hrefOfFlow } from "./href";
import { begin, record, redo as redone, undo as undone, type History } from "./model/history";
import { complete } from "./model/reading";

/** Where the flow begins, selected like a node. */
export const START = ":start";
const PAUSE_MS = 700;
const AGAIN_MS = 5000;
const UNREACHED = new Set(["no_connection", "timeout"]);

export type Saving = "saved" | "waiting" | "saving" | "failed" | "conflict";

/** As the server has it, the definition aside. */
export const flow = signal<Flow | null>(null);
const history = signal<History<Definition>>(begin(EMPTY));
export const definition = computed<Definition>(() => history.value.now);
export const canUndo = computed(() => history.value.past.length > 0);
export const canRedo = computed(() => history.value.future.length > 0);
export const selected = signal<readonly string[]>([]);
export const name = signal("");
export const saving = signal<Saving>("saved");
export const saveError = signal<unknown>(null);
/** The question whose version it shall be is before the reader; it can be put off. */
export const deciding = signal(false);
const picked = signal<string | null>(null);

/** The language that texts are read and written in. */
export const languages = computed<string[]>(() => inbox.value?.locales ?? []);
export const language = computed<string>(() => {
  const all = languages.value;
  return [picked.value, locale.value].find((one) => one !== null && all.includes(one)) ?? all[0] ?? locale.value;
});
export const pickLanguage = (to: string): void => { picked.value = to; };

/** What is wrong, without what was said of nodes that are gone since. */
export const problems = computed<Problem[]>(() => {
  const ids = new Set(definition.value.nodes.map((one) => one.id));
  return (flow.value?.problems ?? []).filter((one) => !one.node_id || ids.has(one.node_id));
});
/** By node; what is wrong with the whole stands at the start. */
const problemsBy = computed(() => grouped(problems.value, (one) => one.node_id ?? START));
const NONE: Problem[] = [];
export const problemsOf = (id: string): Problem[] => problemsBy.value.get(id) ?? NONE;

/** Every node with its number in the list: found at once, since three hundred cards ask for each other's names. */
export const numbered = computed(() => new Map(definition.value.nodes.map((node, at) => [node.id, { node, number: at + 1 }])));
const leads = computed(() => new Map(definition.value.edges.map((one) => [`${one.from} ${one.out}`, one.to])));
export const leadsTo = (from: string, out: string): string | null => (from === START ? definition.value.start : leads.value.get(`${from} ${out}`) ?? null);

function grouped<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

let timer: number | undefined;
let queue: Promise<unknown> = Promise.resolve();
let stored: { definition: Definition; name: string } = { definition: EMPTY, name: "" };

interface Kept { flow: Flow; history: History<Definition>; name: string; stored: typeof stored }
/** Flows that were left for another one while the server did not take them. */
const unsaved = new Map<string, Kept>();

function show(kept: Kept, state: Saving): void {
  clearTimeout(timer);
  const before = flow.peek();
  if (before && before.id !== kept.flow.id && changed()) unsaved.set(before.id, { flow: before, history: history.peek(), name: name.peek(), stored });
  stored = kept.stored;
  flow.value = kept.flow;
  history.value = kept.history;
  name.value = kept.name;
  selected.value = [];
  saving.value = state;
  saveError.value = null;
}

export function openFlow(of: Flow): void {
  const whole = complete(of.definition);
  show({ flow: of, history: begin(whole), name: of.name, stored: { definition: whole, name: of.name } }, "saved");
}

/** What of this flow could not be saved when it was left, tried again: true when it is open with that in it. */
export async function takeUpAgain(id: string): Promise<boolean> {
  const kept = unsaved.get(id);
  if (kept) {
    unsaved.delete(id);
    show(kept, "waiting");
  }
  return flow.peek()?.id === id && saving.peek() !== "saved" && !(await save());
}

const changed = (): boolean => definition.peek() !== stored.definition || name.peek() !== stored.name;

function later(): void {
  if (saving.peek() === "conflict") return;
  clearTimeout(timer);
  if (changed()) {
    saving.value = "waiting";
    timer = window.setTimeout(() => void save(), PAUSE_MS);
  } else if (saving.peek() !== "saving") saving.value = "saved";
}

/** Makes `next` the flow. What follows soon under the same `key` is undone together with it. */
export function act(next: Definition, key: string | null = null): void {
  history.value = record(history.peek(), next, key, Date.now());
  later();
}

export function rename(to: string): void {
  name.value = to;
  later();
}

function travel(to: (of: History<Definition>) => History<Definition>): void {
  history.value = to(history.peek());
  const ids = new Set(definition.peek().nodes.map((one) => one.id));
  selected.value = selected.peek().filter((id) => id === START || ids.has(id));
  later();
}
export const undo = (): void => travel(undone);
export const redo = (): void => travel(redone);

async function send(): Promise<void> {
  const of = flow.peek();
  if (!of) return;
  const sent = { definition: definition.peek(), name: name.peek() };
  saving.value = "saving";
  try {
    const body = { ...(sent.name.trim() && sent.name !== stored.name ? { name: sent.name.trim() } : {}), definition: sent.definition, expected_revision: of.revision };
    const { flow: fresh } = await api<{ flow: Flow }>("PATCH", `/api/flows/${of.id}`, body);
    if (flow.peek()?.id !== of.id) return;
    stored = sent;
    flow.value = fresh;
    saveError.value = null;
    saving.value = "saved";
  } catch (error) {
    if (flow.peek()?.id !== of.id) return;
    saveError.value = error;
    deciding.value = error instanceof ApiError && error.code === "conflict";
    saving.value = deciding.peek() ? "conflict" : "failed";
    // What never reached the server goes out by itself.
    if (error instanceof ApiError && UNREACHED.has(error.code)) timer = window.setTimeout(() => void save(), AGAIN_MS);
  }
}

async function sendChanges(): Promise<boolean> {
  if (!changed() || saving.peek() === "conflict") return !changed();
  await send();
  if (saving.peek() === "saved") later();
  return !changed();
}

/** Saves what is not saved yet, one after the other: two at once would be in each other's way. True when the server has all of it. */
export function save(): Promise<boolean> {
  clearTimeout(timer);
  const mine = queue.then(sendChanges);
  queue = mine;
  return mine;
}

/** What is unsaved goes out although nobody looks on; what does not, stays here, and that is said. */
export function leaveFlow(): void {
  const of = flow.peek();
  void save().then((all) => {
    if (!all && of && path.peek() !== hrefOfFlow(of.id)) toast({ text: t("settings.flows.left_unsaved", { name: name.peek() }), kind: "bad", action: { label: t("settings.leave.go_back"), run: () => navigate(hrefOfFlow(of.id)) } });
  });
}

/** Answers what brings ours back over it, as a change like any other. */
export async function takeTheirs(): Promise<() => void> {
  const [of, ours, called] = [flow.peek(), definition.peek(), name.peek()];
  if (of) openFlow((await api<{ flow: Flow }>("GET", `/api/flows/${of.id}`)).flow);
  return () => {
    if (flow.peek()?.id !== of?.id) return;
    name.value = called;
    act(ours);
  };
}

/** Ours is saved over what they saved. */
export async function keepMine(): Promise<void> {
  const of = flow.peek();
  if (!of) return;
  const { flow: theirs } = await api<{ flow: Flow }>("GET", `/api/flows/${of.id}`);
  stored = { definition: theirs.definition, name: theirs.name };
  flow.value = { ...of, revision: theirs.revision };
  saving.value = "waiting";
  await save();
}

beforeSignOut(save);
addEventListener("online", () => { if (saving.peek() === "failed") void save(); });
addEventListener("beforeunload", (event) => { if (flow.peek() && saving.peek() !== "saved") event.preventDefault(); });
