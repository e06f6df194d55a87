// Being at the desk: the connection, the bell and the figure in the title hold while somebody is signed in, whatever
// screen they look at. Draws nothing, so that the settings do not load the desk's screens.
import { effect } from "@preact/signals";
import { callsForMe } from "../state/views";
import { EMPTY } from "../state/model";
import { withoutOldTyping } from "../state/reduce";
import { now } from "../ui/clock";
import { tellWhatIsSeen, watchWhatIsSeen } from "./bell";
import { connect, disconnect } from "./connection";
import { tellDelivered } from "./delivery";
import { loadDrafts } from "./drafts";
import { fetchView, missing, openLog, refetchAll } from "./fetch";
import { standForBell } from "./leader";
import { loadOutbox } from "./outbox";
import { followReading } from "./reading";
import { fetched, inbox, line, selectedId, state, update, view } from "./store";

/** What is chosen is fetched: a view when it is first looked at, a log each time it is opened, all for another inbox. */
function followChoice(): () => void {
  let shown = inbox.peek();
  const stops = [
    effect(() => { if (line.value === "online" && fetched.value) void fetchView(view.value); }),
    effect(() => { const id = selectedId.value; if (id && line.peek() === "online") void openLog(id); tellWhatIsSeen(); }),
    effect(() => { if (inbox.value !== shown) { shown = inbox.value; if (line.peek() === "online") void refetchAll(); } }),
    effect(() => { const at = now.value; if (Object.keys(state.peek().typing).length) update((known) => withoutOldTyping(known, at)); }),
    effect(tellDelivered),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Each screen names the page; the figure of those who wait is put before whatever it says. */
function countInTitle(): () => void {
  const put = (): void => {
    const calls = callsForMe(state.peek());
    const wanted = `${calls ? `(${calls}) ` : ""}${document.title.replace(/^\(\d+\) /, "")}`;
    if (document.title !== wanted) document.title = wanted;
  };
  const watch = new MutationObserver(put);
  watch.observe(document.head, { childList: true, subtree: true, characterData: true });
  const stop = effect(() => { void state.value; put(); });
  return () => { stop(); watch.disconnect(); document.title = document.title.replace(/^\(\d+\) /, ""); };
}

/** Nothing of this person's desk is left for the next who signs in here. */
function forget(): void {
  state.value = EMPTY;
  fetched.value = false;
  missing.value = new Set();
}

/** Begins to attend; answers how to end it. */
export function attend(): () => void {
  loadDrafts();
  const stops = [loadOutbox(), standForBell(), followChoice(), followReading(), watchWhatIsSeen(), countInTitle()];
  connect();
  return () => { disconnect(); stops.forEach((stop) => stop()); forget(); };
}
