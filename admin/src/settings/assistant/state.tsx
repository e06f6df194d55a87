// How the language model stands: off, on, its budget used up, or its endpoint failing, and what of the day's budget is used.
import { has, locale, t } from "../../i18n";
import { Icon, type IconName } from "../../ui";
import { moment } from "../../ui/clock";
import { stateOf, type Assistant, type State } from "./model";

const LOOKS: Record<State, [IconName, string]> = { off: ["moon", "note"], on: ["check", "good"], spent: ["alert", "bad"], failing: ["alert", "bad"] };

/** Why the endpoint gave nothing, and what to do next. */
export function problemText(code: string): string {
  const key = `settings.assistant.problem.${code}`;
  return t(has(key) ? key : "settings.assistant.problem.bad_answer");
}

export function Standing({ of }: { of: Assistant }) {
  const state = stateOf(of);
  const [icon, tone] = LOOKS[state];
  return (
    <div class={`s-finding ${tone}`} role="status">
      <Icon name={icon} />
      <div class="grow">
        <p class="b">{t(`settings.assistant.state.${state}`)}{state === "failing" && of.problem && <span class="t3 sm num"> · {t("settings.assistant.state.since", { time: moment(of.problem.since) })}</span>}</p>
        <p class="t2 sm">{state === "failing" && of.problem ? problemText(of.problem.code) : t(`settings.assistant.state_hint.${state}`)}</p>
      </div>
    </div>
  );
}

export function Used({ of }: { of: Assistant }) {
  const number = new Intl.NumberFormat(locale.value);
  const share = of.tokens_per_day > 0 ? Math.min(1, of.tokens_today / of.tokens_per_day) : 1;
  return (
    <div class="s-meter s-under-field">
      <div class="s-scale" aria-hidden="true"><b class={stateOf({ ...of, enabled: true }) === "spent" ? "spent" : "used"} style={{ width: `${share * 100}%` }} /></div>
      <p class="sm t2 num">{t("settings.assistant.used", { used: number.format(of.tokens_today), most: number.format(of.tokens_per_day) })}</p>
    </div>
  );
}
