// How long an agent whose connection is lost keeps the conversations. What is no number in the range stays as typed.
import { t } from "../../i18n";
import { TextField } from "../../ui";
import { edit, faultOf, heldAt, hold } from "../draft";

const FIELD = "routing.grace_seconds";
const [LEAST, MOST] = [10, 600];

function write(typed: string): void {
  const seconds = Number(typed);
  const right = typed.trim() !== "" && Number.isInteger(seconds) && seconds >= LEAST && seconds <= MOST;
  hold(FIELD, right ? null : { typed, fault: t("settings.routing.grace_range", { least: LEAST, most: MOST }) });
  if (right) edit("routing", { grace_seconds: seconds });
}

export function Grace({ seconds }: { seconds: number }) {
  const held = heldAt(FIELD);
  return (
    <fieldset>
      <legend>{t("settings.routing.grace")}</legend>
      <p class="hint">{t("settings.routing.grace_hint")}</p>
      <TextField class="s-px" type="number" min={LEAST} max={MOST} label={t("settings.routing.grace_seconds")} value={held?.typed ?? String(seconds)} error={held?.fault ?? faultOf(FIELD)} onInput={write} />
    </fieldset>
  );
}
