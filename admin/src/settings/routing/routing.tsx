// Who gets a waiting visitor, and how sure the bot must be before it answers by itself.
import { t } from "../../i18n";
import { ErrorText, Switch } from "../../ui";
import { draft, edit, faultOf } from "../draft";
import { Grace } from "./grace";
import { Radios } from "../parts/choices";

const [LEAST, MOST] = [50, 100];
const percentText = (percent: number): string => t("settings.routing.threshold_value", { percent });

function Threshold({ value }: { value: number }) {
  const percent = Math.round(value * 100);
  const text = percentText(percent);
  return (
    <div class="field s-threshold">
      <label for="threshold">{t("settings.routing.threshold")}</label>
      <div class="hint" id="threshold-hint">{t("settings.routing.threshold_hint")}</div>
      <div class="s-row">
        <input id="threshold" type="range" min={LEAST} max={MOST} step={1} value={percent} style={`--part:${((percent - LEAST) / (MOST - LEAST)) * 100}%`} aria-valuetext={text} aria-describedby="threshold-hint"
          onInput={(event) => edit("routing", { bot_threshold: Number(event.currentTarget.value) / 100 })} />
        <output class="num b" for="threshold">{text}</output>
      </div>
      <div class="s-ends cp t3"><span><b class="num">{percentText(LEAST)}</b> {t("settings.routing.threshold_low")}</span><span>{t("settings.routing.threshold_high")} <b class="num">{percentText(MOST)}</b></span></div>
      <ErrorText text={faultOf("routing.bot_threshold")} />
    </div>
  );
}

export function Routing() {
  const routing = draft.value?.routing;
  if (!routing) return null;
  const ways = (["manual", "least_loaded"] as const).map((value) => ({ value, label: t(`settings.routing.${value}`), hint: t(`settings.routing.${value}_hint`) }));
  return (
    <div class="s-body">
      <div class="s-form">
        <fieldset>
          <legend>{t("settings.routing.assignment")}</legend>
          <p class="hint">{t("settings.routing.assignment_hint")}</p>
          <Radios label={t("settings.routing.assignment")} value={routing.assignment} options={ways} onPick={(assignment) => edit("routing", { assignment })} />
          <ErrorText text={faultOf("routing.assignment")} />
        </fieldset>
        <Grace seconds={routing.grace_seconds} />
        <fieldset>
          <legend>{t("settings.routing.bot")}</legend>
          <p class="hint">{t("settings.routing.bot_hint")}</p>
          <Switch on={routing.bot_enabled} label={t(routing.bot_enabled ? "settings.routing.bot_on" : "settings.routing.bot_off")} onChange={(bot_enabled) => edit("routing", { bot_enabled })} />
          {routing.bot_enabled && <Threshold value={routing.bot_threshold} />}
          {routing.bot_enabled && <p class="hint"><a href="/settings/answers">{t("settings.routing.try_it")}</a></p>}
        </fieldset>
      </div>
    </div>
  );
}
