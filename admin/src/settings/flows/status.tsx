// Where a flow stands, in a word or two: a draft, running for visitors, stopped; and whether the draft is ahead.
import { t } from "../../i18n";
import type { Flow } from "./model/definition";

export function Status({ flow }: { flow: Flow }) {
  return (
    <>
      <span class={`chip ${flow.status === "published" ? "ok" : ""}`}>{t(`settings.flows.status.${flow.status}`)}</span>
      {flow.status === "published" && flow.changed && <span class="chip">{t("settings.flows.changed")}</span>}
    </>
  );
}
