// What the bot may do: whether it answers first, how sure it must be, when it hands over. Beside it what the thresholds
// mean, by the test set and by what visitors said of its answers.
import { t } from "../../i18n";
import { Switch } from "../../ui";
import { draft, edit } from "../draft";
import { Section } from "../routing/section";
import { inbox } from "../store";
import { HowSure } from "../unanswered/curve";
import { Rules } from "./rules";
import { Thresholds } from "./sure";
import { Misses, Words } from "./words";

export function Bot() {
  const routing = draft.value?.routing;
  if (!routing) return null;
  const { bot } = routing;
  return (
    <div class="s-body s-split narrow">
      <div class="s-form">
        <Section title={t("settings.bot.first")} hint={t("settings.bot.first_hint")}>
          <Switch on={routing.bot_enabled} label={t(routing.bot_enabled ? "settings.bot.on" : "settings.bot.off")} onChange={(bot_enabled) => edit("routing", { bot_enabled })} />
        </Section>
        {routing.bot_enabled && (
          <>
            <Section title={t("settings.bot.sure")}><Thresholds routing={routing} /></Section>
            <Section title={t("settings.bot.hands_over")} hint={t("settings.bot.hands_over_hint")}><Misses of={bot} /><Words of={bot} /></Section>
            <Rules rules={bot.hand_over} />
          </>
        )}
      </div>
      <HowSure inboxId={inbox.value?.id ?? ""} at={{ threshold: routing.bot_threshold, suggest_from: bot.suggest_from }} />
    </div>
  );
}
