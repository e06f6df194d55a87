// Nodes that point at something else: an article, a look-up, another flow.
import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import { SelectField, TextField } from "../../../ui";
import { inbox } from "../../store";
import { put } from "../acts";
import type { NodeOf } from "../model/definition";
import { asName } from "../model/names";
import { articleList, articleTitle, findArticles, lookUps } from "../picks";
import { flow } from "../session";
import { flows } from "../store";

interface Choice { value: string; label: string }
/** What was chosen and is gone since can still be seen to be so. */
const offered = (choices: Choice[], chosen: string, name = t("settings.flows.gone")): Choice[] => [
  ...(choices.some((one) => one.value === chosen) ? [] : [{ value: chosen, label: chosen ? name : t("settings.flows.choose") }]), ...choices,
];

/** Where there are more articles than a list holds, what is typed is looked for. */
function FindArticle() {
  const [typed, setTyped] = useState("");
  const look = (text: string): void => {
    setTyped(text);
    const of = inbox.peek()?.id;
    if (of) findArticles(of, text.trim()).catch(() => undefined); // the list stays as it was
  };
  return <TextField type="search" label={t("settings.flows.article.find")} maxLength={200} value={typed} onInput={look} />;
}

export function Article({ node }: { node: NodeOf<"article"> }) {
  const { article_id } = node.data;
  const choices = (articleList.value?.ids ?? []).map((id) => ({ value: id, label: articleTitle(id) }));
  return (
    <>
      {articleList.value?.all === false && <FindArticle />}
      <SelectField label={t("settings.flows.article.pick")} hint={t("settings.flows.article.hint")} value={article_id} choices={offered(choices, article_id, articleTitle(article_id))} onChange={(value) => put(node.id, { article_id: value }, "article")} />
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
      <p class="s-under-field"><a class="s-link sm" href={all.length === 0 ? "/settings/lookups/new" : "/settings/lookups"}>{t(all.length === 0 ? "settings.flows.look_up.add" : "settings.flows.look_up.change")}</a></p>
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
      choices={offered(others.map((one) => ({ value: one.id, label: one.status === "published" ? one.name : `${one.name} (${t(`settings.flows.status.${one.status}`)})` })), node.data.flow_id)} onChange={(flow_id) => put(node.id, { flow_id }, "flow")} />
  );
}
