// Where each way out leads: to a node that is there, or to a new one. All that dragging does, without dragging.
import { useId } from "preact/hooks";
import { t } from "../../../i18n";
import { add, lead } from "../acts";
import type { FlowNode, Kind } from "../model/definition";
import { targetOf } from "../model/change";
import { goesOn, KIND_NAMES, outsOf } from "../model/kinds";
import { definition, START } from "../session";
import { kindName, nodeName, outName } from "../words";

interface WayProps { from: string; out: string; label: string; nowhere: string; quiet?: boolean }

export function Way({ from, out, label, nowhere, quiet }: WayProps) {
  const id = useId();
  const of = definition.value;
  const to = from === START ? of.start : targetOf(of, from, out);
  const choose = (value: string): void => {
    const kind = value.startsWith("new ") ? (value.slice(4) as Kind) : null;
    if (kind) add(kind, undefined, { id: from, out });
    else lead(from, out, value || null);
  };
  return (
    <div class="fl-way">
      <label class={quiet ? "hidden" : "cut"} for={id} title={label}>{label}</label>
      <select id={id} class={`in s-compact ${to ? "" : "none"}`} value={to ?? ""} onChange={(event) => { choose(event.currentTarget.value); event.currentTarget.value = targetOf(definition.peek(), from, out) ?? ""; }}>
        <option value="">{nowhere}</option>
        <optgroup label={t("settings.flows.leads_to")}>
          {of.nodes.filter((one) => one.id !== from || one.id === to).map((one) => <option key={one.id} value={one.id}>{nodeName(one.id)}</option>)}
        </optgroup>
        <optgroup label={t("settings.flows.leads_to_new")}>
          {KIND_NAMES.map((kind) => <option key={kind} value={`new ${kind}`}>{t("settings.flows.new_of", { kind: kindName(kind) })}</option>)}
        </optgroup>
      </select>
    </div>
  );
}

/** What happens where a way leads to no node. */
export const nowhereText = (node: FlowNode, out: string): string => t(`settings.flows.nowhere.${goesOn(node, out) ?? "nothing"}`);

export function Ways({ node }: { node: FlowNode }) {
  const outs = outsOf(node);
  if (outs.length === 0) return <p class="hint">{t("settings.flows.ends_here")}</p>;
  return (
    <fieldset class="fl-part">
      <legend>{t("settings.flows.ways")}</legend>
      {outs.map((out) => <Way key={out} from={node.id} out={out} label={outName(node, out)} nowhere={nowhereText(node, out)} />)}
    </fieldset>
  );
}
