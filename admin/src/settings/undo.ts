// Ten seconds to change one's mind: the screen shows the act at once, the server hears of it after that. What stands
// deleted on the screen stays so, also in a list that was fetched before the server heard of it: see `standing`.
import { api, ApiError } from "../api";
import { errorText } from "../errors";
import { t } from "../i18n";
import { path } from "../router";
import { agent, beforeSignOut } from "../session";
import { toast } from "../ui";

const SECONDS = 10;
interface Waiting { path: string; timer: number; putBack: () => void }
const waiting = new Set<Waiting>();
/** Kept after the server's yes as well: an answer that left before it may still be on its way. */
const deleted = new Set<string>();

/** Of what was fetched, that which was not deleted here; `pathOf` is the address its DELETE goes to. */
export function standing<T>(fetched: readonly T[], pathOf: (one: T) => string): T[] {
  return fetched.filter((one) => !deleted.has(pathOf(one)));
}

/** Tells what was done; `undo` takes it back. Offered to who did it, in the settings, and while `fits` says that it can be. */
export function offerUndo(text: string, undo: () => void, fits = (): boolean => true): void {
  const by = agent.peek()?.id;
  toast({ text, seconds: SECONDS, action: { label: t("settings.undo"), run: undo }, when: () => agent.value?.id === by && path.value.startsWith("/settings") && fits() });
}

/** A DELETE that can still be taken back. `putBack` shows the thing again, also when the server refuses. */
export function deleteLater(path: string, text: string, putBack: () => void): void {
  const one: Waiting = { path, putBack, timer: window.setTimeout(() => void carryOut(one), SECONDS * 1000) };
  waiting.add(one);
  deleted.add(path);
  offerUndo(text, () => {
    clearTimeout(one.timer);
    if (waiting.delete(one)) restore(one);
  });
}

function restore(one: Waiting): void {
  deleted.delete(one.path);
  one.putBack();
}

const isGone = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

async function carryOut(one: Waiting): Promise<void> {
  if (!waiting.delete(one)) return;
  try {
    await api("DELETE", one.path);
  } catch (error) {
    if (isGone(error)) return;
    restore(one);
    toast({ text: errorText(error), kind: "bad" });
  }
}

// Signing out and closing the page are no change of mind: the screen said "deleted".
beforeSignOut(() => Promise.all([...waiting].map((one) => { clearTimeout(one.timer); return carryOut(one); })));
addEventListener("pagehide", () => {
  for (const one of waiting) void fetch(one.path, { method: "DELETE", keepalive: true, credentials: "same-origin" });
  waiting.clear();
});
