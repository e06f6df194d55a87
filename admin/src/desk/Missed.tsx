// Set away by the desk itself: said with its reason, and taken back with one click.
import { t } from "../i18n";
import { Button } from "../ui";
import { cameBack } from "./offered";
import { line, state } from "./store";

const missed = (): boolean => state.value.me?.presence === "away" && state.value.me.away_reason === "missed_offer";

/** `over`: on other screens than the desk it floats, at the foot, as long as it is so. */
export function Missed({ over }: { over?: boolean }) {
  if (!missed() || line.value !== "online") return null;
  return (
    <section class={`d-missed ${over ? "over" : ""}`} aria-label={t("offered.away")}>
      <p class="sm">{t("offered.away")}</p>
      <Button tiny onClick={cameBack}>{t("offered.back")}</Button>
    </section>
  );
}
