// Nodes that point at something else: an article, a look-up, another flow.
import { t } from "../../../i18n";
import { SelectField, TextField } from "../../../ui";
import { put } from "../acts";
import type { NodeOf } from "../model/definition";
import { asName } from "../model/names";
import { articleChoices, lookUps } from "../picks";
import { flow } from "../session";
import { flows } from "../store";

interface Choice { value: string; label: string }
/** What was chosen and is gone since can still be seen to be so. */
const offered = (choices: Choice[], chosen: string): Choice[] => [
  ...(choices.some((one) => one.value === chosen) ? [] : [{ value: chosen, label: chosen ? t("settings.flows.gone") : t("settings.flows.choose") }]), ...choices,
];

export function Article({ node }: { node: NodeOf<"article"> }) {
  const { article_id } = node.data;
  return (
    <>
      <SelectField label={t("settings.flows.article.pick")} hint={t("settings.flows.article.hint")} value={article_id} choices={offered(articleChoices(), article_id)} onChange={(value) => put(node.id, { article_id: value }, "article")} />
      <p><a class="s-link sm" href="/settings/answers">{t("settings.flows.article.write")}</a></p>
    </>
  );
}

export function LookUp({ node }: { node: NodeOf<"look_up"> }) {
  const { look_up_id, inputs, save_as } = node.data;
  const all = lookUps.value ?? [];
  const parameters = all.find((one) => one.id === look_up_id)?.parameters ?? Object.keys(inputs).map((name) => ({ name }));
  return (
    <>
      <SelectField label={t("settings.flows.look_up.pick")} hint={all.length === 0 ? t("settings.flows.look_up.none") : undefined} value={look_up_id} choices={offered(all.map((one) => ({ value: one.id, label: one.name })), look_up_id)}
        onChange={(value) => put(node.id, { look_up_id: value, inputs: {} }, "look_up")} />
      {parameters.map(({ name }) => (
        <TextField key={name} label={t("settings.flows.look_up.input", { name })} hint={t("settings.flows.look_up.input_hint")} dir="ltr" placeholder="{{order_number}}" maxLength={500} value={inputs[name] ?? ""}
          onInput={(typed) => put(node.id, { inputs: { ...inputs, [name]: typed } }, `input ${name}`)} />
      ))}
      <TextField label={t("settings.flows.keep_as")} hint={t("settings.flows.look_up.keep_hint")} dir="ltr" placeholder="order" maxLength={40} value={save_as} onInput={(typed) => put(node.id, { save_as: asName(typed) }, "save_as")} />
    </>
  );
}

export function SubFlow({ node }: { node: NodeOf<"sub_flow"> }) {
  const others = (flows.value ?? []).filter((one) => one.id !== flow.value?.id);
  return (
    <SelectField label={t("settings.flows.sub_flow.pick")} hint={t("settings.flows.sub_flow.hint")} value={node.data.flow_id}
      choices={offered(others.map((one) => ({ value: one.id, label: one.name })), node.data.flow_id)} onChange={(flow_id) => put(node.id, { flow_id }, "flow")} />
  );
}
