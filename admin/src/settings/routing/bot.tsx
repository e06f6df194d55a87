// Whether the bot answers first, and how sure it must be before it does so by itself.
import { t } from "../../i18n";
import { ErrorText, Switch } from "../../ui";
import { edit, faultOf } from "../draft";
import type { Routing } from "../model";
import { Section } from "./section";

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

export function Bot({ routing }: { routing: Routing }) {
  return (
    <Section title={t("settings.routing.bot")} hint={t("settings.routing.bot_hint")}>
      <Switch on={routing.bot_enabled} label={t(routing.bot_enabled ? "settings.routing.bot_on" : "settings.routing.bot_off")} onChange={(bot_enabled) => edit("routing", { bot_enabled })} />
      {routing.bot_enabled && <Threshold value={routing.bot_threshold} />}
      {routing.bot_enabled && <p class="hint"><a href="/settings/answers">{t("settings.routing.try_it")}</a></p>}
    </Section>
  );
}
