// One decision in the panel: when, which kind, the sentence, and what it was made on.
import { locale } from "../../i18n";
import { Icon, Time, type IconName } from "../../ui";
import { myId } from "../store";
import { Findings } from "./Findings";
import type { Told } from "./model";

const ICONS: Record<string, IconName> = {
  offered: "bellring", transferred: "swap", refused: "swap", transfer_refused: "swap", returned: "wifi", offer_missed: "clock", offer_declined: "close", offer_withdrawn: "close",
  set_away: "moon", priority_changed: "sort", went_ahead: "sort", overflowed: "people", team_empty: "people", needs_waived: "tag", needs_changed: "tag",
  reopened: "retry",
};

/** The sentence for whoever reads it: "Given to you" is said to the one it was given to. */
export function said(decision: Told): string {
  const mine = decision.to_agent && decision.data.agent?.id === myId.value;
  return (mine ? decision.to_agent : decision.sentences)?.[locale.value] ?? decision.kind;
}

export function Entry({ decision }: { decision: Told }) {
  return (
    <li class="why-entry">
      <span class="why-mark"><Icon name={ICONS[decision.kind] ?? "person"} small /></span>
      <div class="grow">
        <Time at={decision.created_at} as="clock" class="cp t3 num" />
        <p>{said(decision)}</p>
        <Findings kind={decision.kind} data={decision.data} />
      </div>
    </li>
  );
}
