// How long an agent whose connection is lost keeps the conversations.
import { t } from "../../i18n";
import { edit } from "../draft";
import { NumberInput } from "../parts/number-field";
import { Section } from "./section";

const [LEAST, MOST] = [10, 600];

export function Grace({ seconds }: { seconds: number }) {
  return (
    <Section title={t("settings.routing.grace")} hint={t("settings.routing.grace_hint")}>
      <NumberInput field="routing.grace_seconds" label={t("settings.routing.grace_seconds")} unit={t("settings.routing.seconds")} value={seconds} least={LEAST} most={MOST} onNumber={(grace_seconds) => edit("routing", { grace_seconds })} />
    </Section>
  );
}
