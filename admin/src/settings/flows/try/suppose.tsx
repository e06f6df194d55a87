// What a test run takes for true: only what the flow's conditions look at is offered.
import { t } from "../../../i18n";
import { definition } from "../session";
import { facts, suppose, type Facts } from "./run";

const MOST_WAITING = 10_000;

function put(name: keyof Facts, value: boolean | number | undefined): void {
  const { [name]: _, ...others } = facts.value;
  suppose(value === undefined ? others : { ...others, [name]: value });
}

export function Suppose() {
  const looked = new Set(definition.value.nodes.flatMap((one) => (one.kind === "condition" ? one.data.cases.flatMap((of) => of.all.map((test) => test.what)) : [])));
  const { is_open, queue_length } = facts.value;
  if (!looked.has("hours") && !looked.has("queue_length")) return null;
  return (
    <div class="fl-suppose" role="group" aria-label={t("settings.flows.try.suppose")}>
      <span class="t3 sm">{t("settings.flows.try.suppose")}</span>
      {looked.has("hours") && (
        <select class="in s-compact" aria-label={t("settings.flows.subject.hours")} value={is_open === undefined ? "" : is_open ? "open" : "closed"} onChange={({ currentTarget: { value } }) => put("is_open", value ? value === "open" : undefined)}>
          <option value="">{t("settings.flows.try.as_now")}</option>
          <option value="open">{t("settings.flows.hours.open")}</option>
          <option value="closed">{t("settings.flows.hours.closed")}</option>
        </select>
      )}
      {looked.has("queue_length") && <input class="in s-compact num" inputMode="numeric" aria-label={t("settings.flows.subject.queue_length")} placeholder={t("settings.flows.subject.queue_length")} value={queue_length === undefined ? "" : String(queue_length)} onInput={({ currentTarget: { value } }) => put("queue_length", /^\d+$/.test(value) ? Math.min(MOST_WAITING, Number(value)) : undefined)} />}
    </div>
  );
}
