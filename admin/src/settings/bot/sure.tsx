// From which confidence the bot answers, and from which it suggests: never more than for an answer.
import { t } from "../../i18n";
import { ErrorText } from "../../ui";
import { edit, faultOf } from "../draft";
import type { Routing } from "../model";

const percentText = (percent: number): string => t("settings.bot.percent", { percent });

/** `name` is a field of the page: `threshold`, or `suggest` for what is less than an answer. */
interface SureProps { name: "threshold" | "suggest"; field: string; value: number; least: number; most: number; onValue: (value: number) => void }

function Sure({ name, field, value, least, most, onValue }: SureProps) {
  const percent = Math.round(value * 100);
  const text = percentText(percent);
  return (
    <div class="field s-threshold">
      <label for={name}>{t(`settings.bot.${name}`)}</label>
      <div class="hint" id={`${name}-hint`}>{t(`settings.bot.${name}_hint`)}</div>
      <div class="s-row">
        <input id={name} type="range" min={least} max={most} step={1} value={percent} style={`--part:${((percent - least) / (most - least)) * 100}%`} aria-valuetext={text} aria-describedby={`${name}-hint`}
          onInput={(event) => onValue(Number(event.currentTarget.value) / 100)} />
        <output class="num b" for={name}>{text}</output>
      </div>
      <div class="s-ends cp t3"><span><b class="num">{percentText(least)}</b> {t(`settings.bot.${name}_low`)}</span><span>{t(`settings.bot.${name}_high`)} <b class="num">{percentText(most)}</b></span></div>
      <ErrorText text={faultOf(field)} />
    </div>
  );
}

export function Thresholds({ routing: { bot_threshold, bot } }: { routing: Routing }) {
  const answer = (value: number): void => edit("routing", { bot_threshold: value, ...(value < bot.suggest_from ? { bot: { ...bot, suggest_from: value } } : {}) });
  const suggest = (value: number): void => edit("routing", { bot: { ...bot, suggest_from: Math.min(value, bot_threshold) } });
  return (
    <>
      <Sure name="threshold" field="routing.bot_threshold" value={bot_threshold} least={50} most={100} onValue={answer} />
      <Sure name="suggest" field="routing.bot.suggest_from" value={bot.suggest_from} least={10} most={100} onValue={suggest} />
    </>
  );
}
