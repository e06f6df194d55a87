// Undo and redo. Changes of one thing in one go (typing in a field, dragging) are one step.

export interface History<T> { past: T[]; now: T; future: T[]; key: string | null; at: number }

export const MOST_STEPS = 200;
/** Milliseconds after which typing on in the same field begins a step of its own. */
const TOGETHER = 1_500;

export const begin = <T>(now: T): History<T> => ({ past: [], now, future: [], key: null, at: 0 });

/** `key` names what is changed: what follows soon under the same name joins the step before. */
export function record<T>(of: History<T>, next: T, key: string | null, at: number): History<T> {
  if (next === of.now) return of;
  const joins = key !== null && key === of.key && at - of.at < TOGETHER;
  const past = joins ? of.past : [...of.past, of.now].slice(-MOST_STEPS);
  return { past, now: next, future: [], key, at };
}

export function undo<T>(of: History<T>): History<T> {
  const now = of.past.at(-1);
  return now === undefined ? of : { past: of.past.slice(0, -1), now, future: [of.now, ...of.future], key: null, at: 0 };
}

export function redo<T>(of: History<T>): History<T> {
  const [now, ...future] = of.future;
  return now === undefined ? of : { past: [...of.past, of.now], now, future, key: null, at: 0 };
}
