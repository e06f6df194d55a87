// The hours of a special day in a word: closed, or from when to when.
import { t } from "../../i18n";
import { spellRanges, type Range } from "./ranges";

export function HoursChip({ ranges }: { ranges: Range[] }) {
  return ranges.length === 0 ? <span class="chip bad">{t("settings.hours.closed")}</span> : <span class="chip acc s-times">{spellRanges(ranges)}</span>;
}
