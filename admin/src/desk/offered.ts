// What I am asked to accept, read from what the desk knows, so that a reconnect in the middle of it shows it again. What
// ended it is said once.
import { computed } from "@preact/signals";
import { clockSkew } from "../api";
import { t } from "../i18n";
import { isMine } from "../state/views";
import { keepFocus, toast } from "../ui";
import { now } from "../ui/clock";
import type { Conversation } from "../wire";
import { setPresence } from "./actions";
import { nameOf } from "./names";
import { state } from "./store";

/** The one whose time is over first. The server ends it; until then it stays on the screen, whatever this clock says. */
export const offered = computed<Conversation | null>(() => {
  const { conversations, me } = state.value;
  const mine = Object.values(conversations).filter((one) => one.offer && one.offer.agent_id === me?.id && one.waiting);
  return mine.sort((a, b) => ((a.offer?.until ?? "") < (b.offer?.until ?? "") ? -1 : 1))[0] ?? null;
});

/** Whole seconds that are left to accept it, by the server's clock. The last one lasts until it is over; `now` may be a second
 * old, so that rounding up would show more than there ever were. */
export function secondsLeft(one: Conversation): number {
  const left = (Date.parse(one.offer?.until ?? "") - now.value - clockSkew.value) / 1000;
  return left > 0 ? Math.max(1, Math.floor(left)) : 0;
}

export const cameBack = (): void => void setPresence("online").then(keepFocus);

/** Said to whom it happened; what they did themselves they know, and of whom they have after all nothing was missed. */
export function tellOfferEnded({ conversation_id, reason }: { conversation_id: string; reason: string }): void {
  if (reason !== "missed" && reason !== "withdrawn") return;
  const known = state.peek().conversations[conversation_id];
  const text = t(`offered.${reason}`, { name: known ? nameOf(known.visitor) : "" });
  const { me } = state.peek();
  const notMine = (): boolean => { const one = state.value.conversations[conversation_id]; return !one || !isMine(one, me?.id); };
  if (reason === "withdrawn") toast({ text, when: notMine });
  else toast({ text, action: { label: t("offered.back"), run: cameBack }, when: () => state.value.me?.presence === "away" && notMine() });
}
