// How many stand in line, in brass: wherever the way to them is.
import { plural } from "../i18n";
import { waitingCount } from "../state/views";
import { inbox, state } from "./store";

export function WaitingCount() {
  const count = waitingCount(state.value, inbox.value);
  if (!count) return null;
  return <span class="count" title={plural("nav.waiting_count", count)}>{count}</span>;
}
