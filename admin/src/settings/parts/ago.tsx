// How long ago something was seen, as a sentence by itself: within the hour so many minutes ago, then the clock or date.
import { t } from "../../i18n";
import { Time } from "../../ui";
import { ago, now } from "../../ui/clock";

const HOUR = 3_600_000;
const MINUTE = 60_000;

export function Ago({ at }: { at: string }) {
  const passed = now.value - Date.parse(at);
  if (passed >= HOUR) return <Time at={at} />;
  return <time dateTime={at}>{passed < MINUTE ? t("settings.ago.now") : t("settings.ago.minutes", { time: ago(at) })}</time>;
}
