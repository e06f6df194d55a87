// A test run: the draft as it is now, walked by the server with what was said so far. Nothing is kept there, so every step
// sends all of it again, and a change of the flow shows at once what it changes.
import { effect, signal } from "@preact/signals";
import { api } from "../../../api";
import { inbox } from "../../store";
import { definition, flow, language } from "../session";

export interface Option { id: string; label: string }
export interface AskField { name: string; label: string; type: string; required: boolean }
export interface Ask { type: string; options?: Option[]; fields?: AskField[] }
export type Said = string | { fields: Record<string, string> };
/** `flow_id` is set of a node in a sub-flow; `not_taken` of an answer that the bot would take, not the flow. */
export interface Step { node_id: string; flow_id: string | null; card?: { text: string; data: { ask?: Ask | null; title?: string; fields?: { label: string; value: string }[] } }; said?: Said; not_taken?: boolean }
export interface Trial { steps: Step[]; waiting_at: string | null; values: Record<string, string>; ended: boolean; outcome: string | null; reason: string | null }

/** What the canvas marks; null while nothing is tried. */
export const trial = signal<Trial | null>(null);
export const trialError = signal<unknown>(null);
export const said = signal<readonly Said[]>([]);
/** What the run takes for true in place of what is: whether it is open, and how many stand in line. */
export interface Facts { is_open?: boolean; queue_length?: number }
export const facts = signal<Facts>({});
const trying = signal(false);

let asked = 0;
async function ask(): Promise<void> {
  const of = inbox.peek();
  if (!of) return;
  const mine = (asked += 1);
  try {
    const answer = await api<Trial>("POST", `/api/inboxes/${of.id}/flows/try`, { definition: definition.peek(), locale: language.peek(), said: said.peek(), facts: facts.peek() });
    if (mine !== asked || !trying.peek()) return;
    trial.value = answer;
    trialError.value = null;
  } catch (error) {
    if (mine === asked) trialError.value = error;
  }
}

const PAUSE_MS = 400;
let timer: number | undefined;

export function beginTrial(): void {
  said.value = [];
  trying.value = true;
  void ask();
}

export function say(answer: Said): void {
  said.value = [...said.peek(), answer];
  void ask();
}

export function suppose(of: Facts): void {
  facts.value = of;
  void ask();
}

/** What was said last is taken back. */
export function stepBack(): void {
  said.value = said.peek().slice(0, -1);
  void ask();
}

export function endTrial(): void {
  asked += 1;
  clearTimeout(timer);
  trying.value = false;
  trial.value = null;
  trialError.value = null;
}

/** While a run is on, it follows the draft and the language. */
export function followDraft(): () => void {
  let first = true;
  return effect(() => {
    const whole = definition.value && language.value && flow.value?.id;
    if (first || !whole || !trying.peek()) { first = false; return; }
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE_MS);
  });
}
