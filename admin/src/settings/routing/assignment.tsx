// Who gets the next one: claimed or given, to whom, whether whom they know comes first, and how long they have to accept.
import { t } from "../../i18n";
import { ErrorText, Segmented, Switch } from "../../ui";
import { edit, faultOf, hold } from "../draft";
import { ASSIGNMENTS, type Routing } from "../model";
import { Radios } from "../parts/choices";
import { NumberInput } from "../parts/number-field";
import { Section } from "./section";

const [LEAST, MOST, USUAL] = [5, 300, 20];
const OFFER = "routing.offer_seconds";

function Offer({ seconds }: { seconds: number }) {
  const choose = (way: "at_once" | "offered"): void => {
    hold(OFFER, null);
    edit("routing", { offer_seconds: way === "offered" ? USUAL : 0 });
  };
  const ways = (["at_once", "offered"] as const).map((value) => ({ value, label: t(`settings.routing.${value}`) }));
  return (
    <Section title={t("settings.routing.offer")} hint={t(seconds > 0 ? "settings.routing.offered_hint" : "settings.routing.at_once_hint")}>
      <div class="s-row">
        <Segmented label={t("settings.routing.offer")} value={seconds > 0 ? "offered" : "at_once"} choices={ways} onChange={choose} />
        {seconds > 0 && <NumberInput field={OFFER} label={t("settings.routing.offer_seconds")} unit={t("settings.routing.seconds")} value={seconds} least={LEAST} most={MOST} onNumber={(offer_seconds) => edit("routing", { offer_seconds })} />}
      </div>
    </Section>
  );
}

export function Assignment({ routing }: { routing: Routing }) {
  const ways = ASSIGNMENTS.map((value) => ({ value, label: t(`settings.routing.${value}`), hint: t(`settings.routing.${value}_hint`) }));
  return (
    <>
      <Section title={t("settings.routing.assignment")} hint={t("settings.routing.assignment_hint")}>
        <Radios label={t("settings.routing.assignment")} value={routing.assignment} options={ways} onPick={(assignment) => edit("routing", { assignment })} />
        <ErrorText text={faultOf("routing.assignment")} />
      </Section>
      {routing.assignment !== "manual" && (
        <>
          <Section title={t("settings.routing.known")} hint={t("settings.routing.known_hint")}>
            <Switch on={routing.prefer_last_agent} label={t("settings.routing.prefer_last_agent")} onChange={(prefer_last_agent) => edit("routing", { prefer_last_agent })} />
          </Section>
          <Offer seconds={routing.offer_seconds} />
        </>
      )}
    </>
  );
}
