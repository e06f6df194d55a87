// The fourth column while no conversation is open: today's figures, only those that can be worked out from what is here.
import { plural, t } from "../i18n";
import { windowKey } from "../state/model";
import { listOf } from "../state/views";
import { Icon } from "../ui";
import { now, sameDay } from "../ui/clock";
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

export function Today() {
  const today = resolvedToday();
  const rated = today && rating(today);
  return (
    <aside class="d-col d-person d-today" aria-label={t("today.title")}>
      <header class="d-bar"><h2>{t("today.title")}</h2></header>
      {today && (
        <section>
          <dl class="d-kv">
            <div><Icon name="done" small /><dt>{t("today.resolved")}</dt><dd class="num">{today.length}</dd></div>
            {rated && <div><Icon name="star" small /><dt>{t("today.rating")}</dt><dd class="num">{rated}</dd></div>}
          </dl>
        </section>
      )}
    </aside>
  );
}
