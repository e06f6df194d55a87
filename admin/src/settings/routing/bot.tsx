// Whether the bot answers first, and how sure it must be before it does so by itself.
import { t } from "../../i18n";
import { ErrorText, Switch } from "../../ui";
import { edit, faultOf } from "../draft";
import type { Routing } from "../model";
import { BotWords } from "./bot-words";
import { Section } from "./section";

const percentText = (percent: number): string => t("settings.routing.threshold_value", { percent });

/** `name` is a field of the page: `threshold`, or `suggest` for what is less than an answer. */
interface SureProps { name: "threshold" | "suggest"; field: string; value: number; least: number; most: number; onValue: (value: number) => void }

function Sure({ name, field, value, least, most, onValue }: SureProps) {
  const percent = Math.round(value * 100);
  const text = percentText(percent);
  return (
    <div class="field s-threshold">
      <label for={name}>{t(`settings.routing.${name}`)}</label>
      <div class="hint" id={`${name}-hint`}>{t(`settings.routing.${name}_hint`)}</div>
      <div class="s-row">
        <input id={name} type="range" min={least} max={most} step={1} value={percent} style={`--part:${((percent - least) / (most - least)) * 100}%`} aria-valuetext={text} aria-describedby={`${name}-hint`}
          onInput={(event) => onValue(Number(event.currentTarget.value) / 100)} />
        <output class="num b" for={name}>{text}</output>
      </div>
      <div class="s-ends cp t3"><span><b class="num">{percentText(least)}</b> {t(`settings.routing.${name}_low`)}</span><span>{t(`settings.routing.${name}_high`)} <b class="num">{percentText(most)}</b></span></div>
      <ErrorText text={faultOf(field)} />
    </div>
  );
}

export function Bot({ routing }: { routing: Routing }) {
  const { bot } = routing;
  return (
    <Section title={t("settings.routing.bot")} hint={t("settings.routing.bot_hint")}>
      <Switch on={routing.bot_enabled} label={t(routing.bot_enabled ? "settings.routing.bot_on" : "settings.routing.bot_off")} onChange={(bot_enabled) => edit("routing", { bot_enabled })} />
      {routing.bot_enabled && (
        <>
          <Sure name="threshold" field="routing.bot_threshold" value={routing.bot_threshold} least={50} most={100} onValue={(bot_threshold) => edit("routing", { bot_threshold })} />
          <Sure name="suggest" field="routing.bot.suggest_from" value={bot.suggest_from} least={10} most={100} onValue={(suggest_from) => edit("routing", { bot: { ...bot, suggest_from } })} />
          <BotWords of={bot} />
          <p class="hint"><a href="/settings/answers">{t("settings.routing.try_it")}</a> · <a href="/settings/unanswered">{t("settings.unanswered.sure")}</a></p>
        </>
      )}
    </Section>
  );
}
