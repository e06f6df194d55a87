// Who was looked at for a decision: the one who got it first, then the others, the nearest to getting it first.
import { plural, t } from "../../i18n";
import { Found, Icon } from "../../ui";
import { state } from "../store";
import type { Found as Finding, Inputs, Skill } from "./model";

const face = (id: string | null): string | null => (id ? state.value.agents[id]?.face ?? null : null);

function skillOf(needs: Skill[] | undefined, id: string | null | undefined): string | undefined {
  const need = needs?.find((one) => one.skill_id === id);
  return need && need.level > 1 ? t("found.level", { skill: need.name, level: need.level }) : need?.name;
}

export function Agents({ found, needs }: { found: Finding[]; needs: Skill[] | undefined }) {
  return <>{found.map((one) => (
    <Found key={one.agent.id} name={one.agent.name} face={one.agent.face ?? face(one.agent.id)} load={one.load} capacity={one.capacity} why={one.why_not} skill={skillOf(needs, one.skill_id)} />
  ))}</>;
}

export function Findings({ kind, data }: { kind: string; data: Inputs }) {
  const others = data.others ?? [];
  const { agent } = data;
  if (!agent || data.capacity === undefined) return null;
  const more = (data.looked_at ?? 0) - 1 - others.length;
  return (
    <details class="why-found">
      <summary>{plural("why_panel.looked_at", data.looked_at ?? others.length + 1)}<Icon name="down" small /></summary>
      <ul>
        <Found name={agent.name} face={agent.face ?? face(agent.id)} load={data.load ?? 0} capacity={data.capacity} why={null} chosen={t(kind === "offered" ? "why_panel.asked" : "why_panel.got_it")} />
        <Agents found={others} needs={data.needs} />
        {more > 0 && <li class="cp t3 more">{plural("why_panel.more", more)}</li>}
      </ul>
    </details>
  );
}
