// A node on the canvas: what it is and says, a row with a knob for each way out, and under it what is wrong in words.
import { Handle, Position } from "@xyflow/react";
import { t } from "../../../i18n";
import { Icon } from "../../../ui";
import type { FlowNode, Problem } from "../model/definition";
import { goesOn, KINDS, outsOf } from "../model/kinds";
import { inOrder, Said } from "../problems";
import { kindName, outName, saysText, triggerText } from "../words";
import { definition } from "../session";

export interface CardData extends Record<string, unknown> { node: FlowNode; number: number; problems: Problem[]; free: string; here: boolean; been: boolean }

function Way({ node, out, free }: { node: FlowNode; out: string; free: boolean }) {
  return (
    <li class={free ? (goesOn(node, out) ? "open" : "free") : ""}>
      <span class="cut">{outName(node, out)}</span>
      <Handle type="source" id={out} position={Position.Right} />
    </li>
  );
}

function Wrong({ problems }: { problems: Problem[] }) {
  const first = inOrder(problems)[0];
  if (!first) return null;
  return <p class={`fl-wrong ${first.severity}`}><Said problem={first} />{problems.length > 1 && <span class="cp">{t("settings.flows.more_problems", { count: problems.length - 1 })}</span>}</p>;
}

export function Card({ data, selected }: { data: CardData; selected?: boolean }) {
  const { node, problems, here, been } = data;
  const outs = outsOf(node);
  const free = new Set(data.free.split("\n"));
  const says = saysText(node);
  return (
    <div class={`fl-card ${KINDS[node.kind].group} ${selected ? "on" : ""} ${here ? "here" : been ? "been" : ""}`}>
      <Handle type="target" position={Position.Left} />
      <div class="fl-card-head"><Icon name={KINDS[node.kind].icon} small /><b class="cut">{kindName(node.kind)}</b><span class="t3 num">{data.number}</span></div>
      <p class={`fl-card-says ${says ? "" : "t3"}`}>{says || t("settings.flows.empty_yet")}</p>
      {outs.length > 0 && <ul>{outs.map((out) => <Way key={out} node={node} out={out} free={free.has(out)} />)}</ul>}
      <Wrong problems={problems} />
    </div>
  );
}

export interface StartData extends Record<string, unknown> { problems: Problem[]; free: boolean; been: boolean }

export function StartCard({ data, selected }: { data: StartData; selected?: boolean }) {
  const { triggers } = definition.value;
  return (
    <div class={`fl-card fl-start ${selected ? "on" : ""} ${data.been ? "been" : ""}`}>
      <div class="fl-card-head"><Icon name="play" small /><b class="cut">{t("settings.flows.start")}</b></div>
      {triggers.map((one, at) => <p key={at} class="fl-card-says fl-one">{triggerText(one)}</p>)}
      {triggers.length === 0 && <p class="fl-card-says t3">{t("settings.flows.never_starts")}</p>}
      <ul><li class={data.free ? "free" : ""}><span class="cut">{t("settings.flows.begins_with")}</span><Handle type="source" id="next" position={Position.Right} /></li></ul>
      <Wrong problems={data.problems} />
    </div>
  );
}
