// When somebody is silent: a visitor who does not answer, an agent who does not, and who comes back after it was over.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { TextArea } from "../../ui";
import { LanguageBar } from "../brand/language-bar";
import { draft, edit, faultOf } from "../draft";
import type { Idle, IdleTexts, Routing } from "../model";
import { NumberInput, OptionalNumber } from "../parts/number-field";
import { USUAL_TEXTS } from "./idle-texts";
import { Section } from "./section";

const MOST_MINUTES = 1440;
const STEPS = [["remind_minutes", 10], ["again_minutes", 10], ["resolve_minutes", 15]] as const;
const TEXT_OF = { remind_minutes: "first", again_minutes: "second" } as const;

function Texts({ of, put }: { of: Idle; put: (part: Partial<Idle>) => void }) {
  const [chosen, setLanguage] = useState<string | null>(null);
  const languages = draft.value?.locales ?? [];
  const language = chosen !== null && languages.includes(chosen) ? chosen : languages[0] ?? "en";
  const said = of.texts[language] ?? {};
  const write = (part: Partial<IdleTexts>): void => put({ texts: { ...of.texts, [language]: { ...said, ...part } } });
  const sent = (["remind_minutes", "again_minutes"] as const).filter((step) => of[step] !== null);
  if (sent.length === 0) return null;
  return (
    <div class="s-under">
      <div class="s-head"><span class="m">{t("settings.routing.idle_texts")}</span><LanguageBar label={t("settings.routing.idle_language")} language={language} onLanguage={setLanguage} /></div>
      <div lang={language}>
        {sent.map((step) => (
          <TextArea key={step} label={t(`settings.routing.idle_text_${TEXT_OF[step]}`)} rows={2} maxLength={500} value={said[TEXT_OF[step]] ?? ""} placeholder={USUAL_TEXTS[language]?.[TEXT_OF[step]]}
            error={faultOf(`routing.idle.texts.${language}.${TEXT_OF[step]}`)} onInput={(text) => write({ [TEXT_OF[step]]: text })} />
        ))}
      </div>
    </div>
  );
}

function IdleVisitor({ of }: { of: Idle }) {
  const put = (part: Partial<Idle>): void => edit("routing", { idle: { ...of, ...part } });
  return (
    <Section title={t("settings.routing.idle")} hint={t("settings.routing.idle_hint")}>
      {STEPS.map(([step, usual]) => (
        <OptionalNumber key={step} field={`routing.idle.${step}`} label={t(`settings.routing.idle_${step}`)} unit={t("settings.routing.minutes")} value={of[step]} usual={usual} least={1} most={MOST_MINUTES} onValue={(minutes) => put({ [step]: minutes })} />
      ))}
      <Texts of={of} put={put} />
    </Section>
  );
}

export function Silence({ routing }: { routing: Routing }) {
  const of = routing.silence;
  return (
    <>
      <IdleVisitor of={routing.idle} />
      <Section title={t("settings.routing.silence")} hint={t("settings.routing.silence_hint")}>
        {([["agent_minutes", 5], ["leader_minutes", 15]] as const).map(([whom, usual]) => (
          <OptionalNumber key={whom} field={`routing.silence.${whom}`} label={t(`settings.routing.silence_${whom}`)} unit={t("settings.routing.minutes")} value={of[whom]} usual={usual} least={1} most={MOST_MINUTES} onValue={(minutes) => edit("routing", { silence: { ...of, [whom]: minutes } })} />
        ))}
      </Section>
      <Section title={t("settings.routing.return")} hint={t(routing.return_hours === 0 ? "settings.routing.return_never" : "settings.routing.return_hint")}>
        <NumberInput field="routing.return_hours" label={t("settings.routing.return_hours")} unit={t("settings.routing.hours")} value={routing.return_hours} least={0} most={168} onNumber={(return_hours) => edit("routing", { return_hours })} />
      </Section>
    </>
  );
}
