// Priority and ageing as one rule: a head start of some minutes. In words, and drawn: how long each counts as having waited
// in the moment they come.
import { plural, t } from "../../i18n";
import { edit } from "../draft";
import { PRIORITIES, type Routing } from "../model";
import { NumberInput } from "../parts/number-field";
import { Section } from "./section";

const MINUTE = 60;
const MOST_MINUTES = 60;
type HeadStarts = Routing["head_start_seconds"];

const minutesOf = (seconds: number): number => Math.round((seconds / MINUTE) * 10) / 10;
const spelled = (seconds: number): string => plural("settings.routing.minutes_count", minutesOf(seconds));

/** The rule as a sentence, for what is set. */
export function ruleInWords({ vip, complaint }: HeadStarts): string {
  const most = Math.max(vip, complaint);
  if (most === 0) return t("settings.routing.rule_none");
  return [t("settings.routing.rule_head_starts", { vip: spelled(vip), complaint: spelled(complaint) }), t("settings.routing.rule_bound", { most: spelled(most) })].join(t("settings.routing.rule_and"));
}

/** Decoration: the sentence says the same. */
function Picture({ of }: { of: HeadStarts }) {
  const most = Math.max(of.vip, of.complaint, MINUTE);
  const waited = { ...of, normal: 0 };
  return (
    <div class="s-headstarts" aria-hidden="true">
      {PRIORITIES.map((priority) => (
        <div key={priority}>
          <span>{t(`settings.routing.priority_of.${priority}`)}</span>
          <span class="s-bar-track"><i style={`inline-size:${(waited[priority] / most) * 100}%`} /></span>
          <span class="num t2">{spelled(waited[priority])}</span>
        </div>
      ))}
      <p class="cp t3">{t("settings.routing.picture")}</p>
    </div>
  );
}

export function Priority({ of }: { of: HeadStarts }) {
  const put = (part: Partial<HeadStarts>): void => edit("routing", { head_start_seconds: { ...of, ...part } });
  return (
    <Section title={t("settings.routing.priority")} hint={t("settings.routing.priority_hint")}>
      <div class="s-figures">
        {(["vip", "complaint"] as const).map((priority) => (
          <div key={priority} class="s-figure">
            <span class="grow">{t(`settings.routing.head_start_of.${priority}`)}</span>
            <NumberInput field={`routing.head_start_seconds.${priority}`} label={t(`settings.routing.head_start_of.${priority}`)} unit={t("settings.routing.minutes")} value={of[priority]} least={0} most={MOST_MINUTES} scale={MINUTE} onNumber={(seconds) => put({ [priority]: seconds })} />
          </div>
        ))}
      </div>
      <p class="s-said" role="status">{ruleInWords(of)}</p>
      <Picture of={of} />
    </Section>
  );
}
