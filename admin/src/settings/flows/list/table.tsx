// The flow as a list, with all that the canvas can do: add, edit, connect, order, copy, delete. For whoever cannot drag, and
// for phones.
import { t } from "../../../i18n";
import { Button, focusOn, Icon, Menu } from "../../../ui";
import { add, addNext, duplicate, remove, select } from "../acts";
import { nowhereText, Way } from "../inspector/ways";
import { reorder } from "../model/change";
import type { FlowNode } from "../model/definition";
import { readingOrder } from "../model/layout";
import { GROUPS, KIND_NAMES, KINDS, outsOf } from "../model/kinds";
import { inOrder, Said } from "../problems";
import { act, definition, leadsTo, problemsOf, selected, START } from "../session";
import { kindName, nodeName, outName, saysText, triggerText } from "../words";

interface RowProps { onEdit: (id: string) => void }

function addGroups(choose: (kind: FlowNode["kind"]) => void) {
  return GROUPS.map((group) => ({ title: t(`settings.flows.group.${group}`), items: KIND_NAMES.filter((kind) => KINDS[kind].group === group).map((kind) => ({ label: kindName(kind), icon: KINDS[kind].icon, onSelect: () => choose(kind) })) }));
}

const Problems = ({ of }: { of: string }) => {
  const wrong = inOrder(problemsOf(of));
  return wrong.length > 0 ? <ul class="fl-said">{wrong.map((one, at) => <li key={at}><Said problem={one} /></li>)}</ul> : null;
};

function Begins({ onEdit }: RowProps) {
  const { triggers } = definition.value;
  const on = selected.value.includes(START);
  return (
    <li class={`fl-item ${on ? "on" : ""}`}>
      <div class="fl-item-head">
        <button type="button" class="fl-item-open grow" data-node={START} onClick={() => { select(START); onEdit(START); }}>
          <Icon name="play" /><span class="grow"><b>{t("settings.flows.start")}</b><span class="t2 s-below s-clamp">{triggers.length > 0 ? triggers.map(triggerText).join(" · ") : t("settings.flows.never_starts")}</span></span>
        </button>
      </div>
      <Problems of={START} />
      <div class="fl-ways"><Way from={START} out="next" label={t("settings.flows.begins_with")} nowhere={t("settings.flows.nowhere.nothing")} /></div>
    </li>
  );
}

function Acts({ node, at, count, onEdit }: RowProps & { node: FlowNode; at: number; count: number }) {
  const name = nodeName(node.id);
  const move = (by: -1 | 1): void => act(reorder(definition.peek(), node.id, by));
  const free = outsOf(node).find((out) => leadsTo(node.id, out) === null);
  const after = (kind: FlowNode["kind"]): void => onEdit(add(kind, undefined, free === undefined ? undefined : { id: node.id, out: free }));
  return (
    <span class="fl-item-acts">
      <Button kind="bare" tiny icon="rise" disabled={at === 0} label={t("settings.flows.move_up", { name })} onClick={() => move(-1)} />
      <Button kind="bare" tiny icon="down" disabled={at === count - 1} label={t("settings.flows.move_down", { name })} onClick={() => move(1)} />
      <Menu class="fl-more" end label={t("settings.flows.add_after", { name })} trigger={<Icon name="plus" />} groups={addGroups(after)} />
      <Button kind="bare" tiny icon="copy" label={t("settings.flows.duplicate_named", { name })} onClick={() => duplicate([node.id])} />
      <Button kind="bare" tiny icon="trash" label={t("settings.flows.remove_named", { name })} onClick={() => drop(node.id)} />
    </span>
  );
}

function Row({ node, at, count, onEdit }: RowProps & { node: FlowNode; at: number; count: number }) {
  const says = saysText(node);
  return (
    <li class={`fl-item ${selected.value.includes(node.id) ? "on" : ""}`}>
      <div class="fl-item-head">
        <span class="num t3" aria-hidden="true">{at + 1}</span>
        <button type="button" class="fl-item-open grow" data-node={node.id} onClick={() => { select(node.id); onEdit(node.id); }}>
          <Icon name={KINDS[node.kind].icon} /><span class="grow"><b>{kindName(node.kind)}</b><span class="t2 s-two">{says || t("settings.flows.empty_yet")}</span></span>
        </button>
        <Acts node={node} at={at} count={count} onEdit={onEdit} />
      </div>
      <Problems of={node.id} />
      {outsOf(node).length > 0 && <div class="fl-ways">{outsOf(node).map((out) => <Way key={out} from={node.id} out={out} label={outName(node, out)} nowhere={nowhereText(node, out)} />)}</div>}
    </li>
  );
}

/** Without it; the focus goes to the step that stands in its place, else to the one before. */
function drop(id: string): void {
  const all = definition.peek().nodes;
  const at = all.findIndex((one) => one.id === id);
  const next = (all[at + 1] ?? all[at - 1])?.id ?? START;
  remove([id]);
  focusOn(`[data-node="${CSS.escape(next)}"]`);
}

export function Table({ onEdit }: RowProps) {
  const { nodes } = definition.value;
  const sort = (): void => act({ ...definition.peek(), nodes: readingOrder(definition.peek()) });
  return (
    <div class="fl-table">
      <div class="fl-table-bar">
        <Menu class="fl-add" label={t("settings.flows.add_step_long")} trigger={<><Icon name="plus" small /><span>{t("settings.flows.add_step")}</span></>} groups={addGroups((kind) => onEdit(addNext(kind)))} />
        {nodes.length > 1 && <Button kind="bare" icon="sort" onClick={sort}>{t("settings.flows.sort")}</Button>}
      </div>
      <ol class="fl-items" aria-label={t("settings.flows.steps")}>
        <Begins onEdit={onEdit} />
        {nodes.map((node, at) => <Row key={node.id} node={node} at={at} count={nodes.length} onEdit={onEdit} />)}
      </ol>
      {nodes.length === 0 && <p class="hint fl-none">{t("settings.flows.no_steps")}</p>}
    </div>
  );
}
