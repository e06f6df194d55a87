// Where each way out leads: to a node that is there, or to a new one. All that dragging does, without dragging.
import { t } from "../../../i18n";
import { add, lead } from "../acts";
import { focusFields } from "../canvas/keys";
import type { FlowNode, Kind } from "../model/definition";
import { goesOn, KIND_NAMES, KINDS, outsOf } from "../model/kinds";
import { definition, leadsTo } from "../session";
import { kindName, nodeName, outName } from "../words";
import { Chooser, type Group } from "./chooser";

const NEW = "new ";

/** Made when the list is opened: a list view of three hundred steps has a thousand of these. */
function groupsFor(from: string, nowhere: string): Group[] {
  const others = definition.peek().nodes.filter((one) => one.id !== from);
  return [
    { title: "", items: [{ id: "", label: nowhere }] },
    { title: t("settings.flows.leads_to"), items: others.map((one) => ({ id: one.id, label: nodeName(one.id), icon: KINDS[one.kind].icon })) },
    { title: t("settings.flows.leads_to_new"), items: KIND_NAMES.map((kind) => ({ id: NEW + kind, label: t("settings.flows.new_of", { kind: kindName(kind) }), icon: KINDS[kind].icon })) },
  ];
}

interface WayProps { from: string; out: string; label: string; nowhere: string }

export function Way({ from, out, label, nowhere }: WayProps) {
  const to = leadsTo(from, out);
  const choose = (id: string): void => {
    if (id.startsWith(NEW)) {
      add(id.slice(NEW.length) as Kind, undefined, { id: from, out });
      // Beside the canvas the panel is the new step's by then, and what had the focus is gone.
      requestAnimationFrame(() => requestAnimationFrame(() => { if (document.activeElement === document.body) focusFields(); }));
    } else lead(from, out, id || null);
  };
  return (
    <div class="fl-way">
      <span class="cut" title={label} aria-hidden="true">{label}</span>
      <Chooser label={label} value={to ? nodeName(to) : nowhere} none={!to} chosen={to ?? ""} groups={() => groupsFor(from, nowhere)} onChoose={choose} />
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
