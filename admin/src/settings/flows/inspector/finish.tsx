// The nodes that end a flow: handing over to a person, and the end itself.
import { t } from "../../../i18n";
import { SelectField, Switch } from "../../../ui";
import { teams } from "../../groups";
import { Needs } from "../../routing/rule-form";
import { put } from "../acts";
import type { DataOf, NodeOf } from "../model/definition";
import { LocalText } from "./texts";

type Priority = DataOf["hand_over"]["priority"];

function priorityChoices(): { value: string; label: string }[] {
  return [{ value: "", label: t("settings.flows.hand_over.priority_none") }, ...(["vip", "complaint"] as const).map((value) => ({ value, label: t(`settings.routing.priority_of.${value}`) }))];
}

function teamChoices(chosen: string | null): { value: string; label: string }[] {
  const all = (teams.value ?? []).map((one) => ({ value: one.id, label: one.name }));
  const gone = chosen && !all.some((one) => one.value === chosen) ? [{ value: chosen, label: t("settings.flows.gone") }] : [];
  return [{ value: "", label: t("settings.flows.hand_over.team_any") }, ...all, ...gone];
}

export function HandOver({ node }: { node: NodeOf<"hand_over"> }) {
  const { data } = node;
  return (
    <>
      <LocalText long names label={t("settings.flows.hand_over.text")} texts={data.text} onTexts={(text) => put(node.id, { text }, "text")} />
      <SelectField label={t("settings.flows.hand_over.team")} value={data.team_id ?? ""} choices={teamChoices(data.team_id)} onChange={(value) => put(node.id, { team_id: value || null }, "team")} />
      <SelectField label={t("settings.flows.hand_over.priority")} value={data.priority ?? ""} choices={priorityChoices()} onChange={(value) => put(node.id, { priority: (value || null) as Priority }, "priority")} />
      <Needs needs={data.needs} onNeeds={(needs) => put(node.id, { needs }, "needs")} />
      <p class="hint">{t("settings.flows.hand_over.hint")}</p>
    </>
  );
}

export function End({ node }: { node: NodeOf<"end"> }) {
  const { data } = node;
  return (
    <>
      <LocalText long names label={t("settings.flows.end.text")} texts={data.text} onTexts={(text) => put(node.id, { text }, "text")} />
      <Switch on={data.resolve} label={t("settings.flows.end.resolve")} onChange={(resolve) => put(node.id, { resolve }, "resolve")} />
      <p class="hint">{t(`settings.flows.end.${data.resolve ? "resolve_hint" : "open_hint"}`)}</p>
    </>
  );
}
