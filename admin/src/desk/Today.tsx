// The fourth column while no conversation is open: today's figures, only those that can be worked out from what is here.
import { plural, t } from "../i18n";
import { windowKey } from "../state/model";
import { listOf } from "../state/views";
import { Icon } from "../ui";
import { now, sameDay, spoken } from "../ui/clock";
import type { Conversation } from "../wire";
import { inbox, state } from "./store";

/** Today's resolved conversations; null when the page fetched does not reach back to this morning. */
function resolvedToday(): Conversation[] | null {
  const all = listOf(state.value, "resolved", inbox.value);
  const today = all.filter((one) => one.resolved_at && sameDay(one.resolved_at, now.value));
  const window = state.value.windows[windowKey("resolved", inbox.value)];
  return window && (window.next === null || today.length < all.length) ? today : null;
}

function rating(today: Conversation[]): string | null {
  const rated = today.flatMap((one) => (one.csat ? [one.csat.rating] : []));
  if (!rated.length) return null;
  const average = (rated.reduce((sum, one) => sum + one, 0) / rated.length).toFixed(1);
  return plural("today.rating_value", rated.length, { average });
}

/** From coming to an agent to their first word, the middle one of today; null where nobody had to write. */
function firstReply(today: Conversation[]): string | null {
  const waits = today.flatMap((one) => {
    if (!one.first_reply_at) return [];
    const from = one.assigned_at && one.assigned_at <= one.first_reply_at ? one.assigned_at : one.created_at;
    return [(Date.parse(one.first_reply_at) - Date.parse(from)) / 1000];
  }).sort((a, b) => a - b);
  const [low, high] = [waits[Math.floor((waits.length - 1) / 2)], waits[Math.floor(waits.length / 2)]];
  return low === undefined || high === undefined ? null : spoken((low + high) / 2);
}

export function Today() {
  const today = resolvedToday();
  const rated = today && rating(today);
  const replied = today && firstReply(today);
  return (
    <aside class="d-col d-person d-today" aria-label={t("today.title")}>
      <header class="d-bar"><h2>{t("today.title")}</h2></header>
      {today && (
        <section>
          <dl class="d-kv">
            <div><Icon name="done" small /><dt>{t("today.resolved")}</dt><dd class="num">{today.length}</dd></div>
            {replied && <div><Icon name="clock" small /><dt>{t("today.first_reply")}</dt><dd class="num">{replied}</dd></div>}
            {rated && <div><Icon name="star" small /><dt>{t("today.rating")}</dt><dd class="num">{rated}</dd></div>}
          </dl>
        </section>
      )}
    </aside>
  );
}
