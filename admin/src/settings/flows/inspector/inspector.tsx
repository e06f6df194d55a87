// What is chosen on the canvas or in the list, as a form: all that a node holds, what is wrong with it, where it leads.
import { t } from "../../../i18n";
import { Button, Icon } from "../../../ui";
import { duplicate, put, remove } from "../acts";
import { nodeOf } from "../model/change";
import type { FlowNode } from "../model/definition";
import { KINDS, missingIn, textsOf } from "../model/kinds";
import { inOrder, Said } from "../problems";
import { definition, languages, problemsOf, selected, START } from "../session";
import { kindName, nodeName } from "../words";
import { Condition } from "./condition";
import { End, HandOver } from "./finish";
import { Form } from "./form";
import { Options } from "./options";
import { Article, LookUp, SubFlow } from "./pointers";
import { Question } from "./question";
import { LanguageTabs, LocalText } from "./texts";
import { Triggers } from "./triggers";
import { Ways } from "./ways";

function Plain({ node }: { node: Extract<FlowNode, { kind: "message" | "buttons" | "rate" }> }) {
  return <LocalText long names label={t(`settings.flows.text_of.${node.kind}`)} texts={node.data.text} onTexts={(text) => put(node.id, { text }, "text")} />;
}

function Fields({ node }: { node: FlowNode }) {
  switch (node.kind) {
    case "message": case "rate": return <Plain node={node} />;
    case "buttons": return <><Plain node={node} /><Options options={node.data.options} most={20} onOptions={(options, field) => put(node.id, { options }, field)} /></>;
    case "question": return <Question node={node} />;
    case "condition": return <Condition node={node} />;
    case "look_up": return <LookUp node={node} />;
    case "article": return <Article node={node} />;
    case "form": return <Form node={node} />;
    case "hand_over": return <HandOver node={node} />;
    case "end": return <End node={node} />;
    case "sub_flow": return <SubFlow node={node} />;
  }
}

function OfNode({ node }: { node: FlowNode }) {
  const texts = textsOf(node);
  const problems = inOrder(problemsOf(node.id));
  return (
    <div class="fl-inspect" key={node.id}>
      <div class="fl-inspect-head">
        <Icon name={KINDS[node.kind].icon} />
        <h2 class="grow" title={nodeName(node.id)}>{kindName(node.kind)}</h2>
        <Button kind="bare" icon="copy" label={t("settings.flows.duplicate")} onClick={() => duplicate([node.id])} />
        <Button kind="bare" icon="trash" label={t("settings.flows.delete_node")} onClick={() => remove([node.id])} />
      </div>
      <p class="hint">{t(`settings.flows.about.${node.kind}`)}</p>
      {problems.length > 0 && <ul class="fl-said">{problems.map((one, at) => <li key={at}><Said problem={one} /></li>)}</ul>}
      {texts.length > 0 && <LanguageTabs missing={missingIn(texts, languages.value)} />}
      <div class="fl-fields"><Fields node={node} /></div>
      <Ways node={node} />
    </div>
  );
}

function OfMany({ count }: { count: number }) {
  return (
    <div class="fl-inspect">
      <h2>{t("settings.flows.many", { count })}</h2>
      <p class="hint">{t("settings.flows.many_hint")}</p>
      <div class="s-row"><Button icon="copy" onClick={() => duplicate()}>{t("settings.flows.duplicate")}</Button><Button icon="trash" onClick={() => remove()}>{t("settings.flows.delete_many", { count })}</Button></div>
    </div>
  );
}

function OfNothing({ list }: { list: boolean }) {
  return (
    <div class="fl-inspect fl-nothing">
      <p class="b">{t("settings.flows.nothing_chosen")}</p>
      <p class="t2">{t(list ? "settings.flows.nothing_hint_list" : "settings.flows.nothing_hint")}</p>
    </div>
  );
}

export function Inspector({ list }: { list: boolean }) {
  const ids = selected.value;
  if (ids.length === 1 && ids[0] === START) return <Triggers />;
  const nodes = ids.filter((id) => id !== START);
  const node = nodes.length === 1 ? nodeOf(definition.value, nodes[0] ?? null) : undefined;
  if (node) return <OfNode key={node.id} node={node} />;
  return nodes.length > 1 ? <OfMany count={nodes.length} /> : <OfNothing list={list} />;
}
