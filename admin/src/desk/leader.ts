// One tab rings for all: the one that holds the lock. Where the browser has no locks (plain http), a note in storage
// with a short life does the same, a little less exactly.
import { signal } from "@preact/signals";
import { remember, remembered } from "../storage";

export const leads = signal(false);

const BEAT = 2000;
const me = String(Math.random());

function beat(): void {
  const [who, at] = (remembered("bell-leader") ?? "").split(" ");
  leads.value = who === me || Date.now() - Number(at ?? 0) > 2 * BEAT;
  if (leads.value) remember("bell-leader", `${me} ${Date.now()}`);
}

/** Stands in line for the bell; answers how to step back. */
export function standForBell(): () => void {
  if (!navigator.locks) {
    const timer = setInterval(beat, BEAT);
    beat();
    return () => { clearInterval(timer); leads.value = false; };
  }
  const stop = new AbortController();
  const held = new Promise<void>((release) => stop.signal.addEventListener("abort", () => release()));
  const hold = (): Promise<void> => { leads.value = true; return held; };
  navigator.locks.request("deskbell.bell", { signal: stop.signal }, hold).catch(() => undefined);
  return () => { leads.value = false; stop.abort(); };
}
