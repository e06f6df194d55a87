// Who is first in line, as a rule the longest wait, with one key to end it. In sight on every screen of the desk while somebody waits, else not there.
// Of whom a colleague is asked about it only says so, and the next one comes before them.
import { t } from "../i18n";
import { inLine, queueOf, waitsSince } from "../state/views";
import { Button } from "../ui";
import { waited } from "../ui/clock";
import { busy, claim } from "./actions";
import { nameOf } from "./names";
import { offered } from "./offered";
import { isAnothers, mayClaim } from "./rights";
import { inbox, line, selected, state } from "./store";

/** While somebody in line is open, or offered to me, theirs has the key and the brass: here it steps back. Whom I am asked
 * about is not shown a second time, and on a phone nobody else meanwhile. */
export function BellCard({ flat }: { flat?: boolean | undefined }) {
  const { me, agents } = state.value;
  const queue = queueOf(state.value, inbox.value);
  const longest = queue.find((one) => mayClaim(one, me)) ?? queue[0];
  if (!longest || offered.value?.id === longest.id || (flat && offered.value)) return null;
  const title = t(queue.every((one) => waitsSince(one) >= waitsSince(longest)) ? "bell.title" : "bell.first");
  const before = offered.value ?? (selected.value && inLine(selected.value) && mayClaim(selected.value, me) ? selected.value : null);
  const label = nameOf(longest.visitor);
  const since = waited(waitsSince(longest));
  return (
    <section class={`d-bell ${flat ? "flat" : ""}`} aria-label={title}>
      <div class="grow">
        <span class="cp">{title}</span>
        <b>{since}</b>
        <span class="sm m cut asks" dir="auto">{label}</span>
        {longest.topic && <span class="sm cut asks" dir="auto">{longest.topic}</span>}
        {isAnothers(longest, me) && <span class="sm">{t("bell.asked", { agent: agents[longest.offer?.agent_id ?? ""]?.name ?? "" })}</span>}
      </div>
      {before?.id !== longest.id && mayClaim(longest, me) && (
        <Button kind={before ? "quiet" : "ringing"} shortcut={flat || before ? undefined : "A"} disabled={Boolean(busy.value) || line.value !== "online"} onClick={() => void claim(longest.id)}>{t("bell.answer")}</Button>
      )}
    </section>
  );
}
