// How long ago something was seen, as a sentence by itself: within the hour so many minutes ago, then the clock or date.
import { t } from "../../i18n";
import { Time } from "../../ui";
import { ago, now } from "../../ui/clock";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const HAN = /\p{Script=Han}/u;

function wordsOf(at: string): string {
  const passed = now.value - Date.parse(at);
  if (passed >= HOUR) return ago(at);
  return passed < MINUTE ? t("settings.ago.now") : t("settings.ago.minutes", { time: ago(at) });
}

export function Ago({ at }: { at: string }) {
  return now.value - Date.parse(at) >= HOUR ? <Time at={at} /> : <time dateTime={at}>{wordsOf(at)}</time>;
}

/** Behind what happened then: between Han and Han there is no space, between Han and a digit there is. */
export function Since({ what, at }: { what: string; at: string }) {
  const joined = HAN.test(what.slice(-1)) && HAN.test(wordsOf(at).slice(0, 1));
  return <>{what}{joined ? "" : " "}<Ago at={at} /></>;
}
