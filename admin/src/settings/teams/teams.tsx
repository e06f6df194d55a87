// Teams and skills: what rules can ask for, and who has it.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { deleteSkill, deleteTeam, loadGroupsAndPeople, skills, teams } from "../groups";
import { languageName } from "../languages";
import type { Skill, Team } from "../model";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { team as people } from "../store";
import { GroupList } from "./list";
import { SkillForm } from "./skill-form";
import { TeamForm } from "./team-form";

type Edited = { team: Team | null } | { skill: Skill | null } | null;
const FULL = 100;

const nameOf = (agentId: string): string | undefined => people.value?.agents.find((one) => one.id === agentId && one.active)?.name;

function membersText(of: Team): string {
  const named = of.members.flatMap(({ agent_id, share }) => {
    const name = nameOf(agent_id);
    return name ? [share === FULL ? name : t("settings.teams.with_share", { name, percent: share })] : [];
  });
  return named.join(t("settings.agents.comma"));
}

function whoText(of: Skill): string {
  const named = [...of.agents].sort((a, b) => b.level - a.level).flatMap(({ agent_id, level }) => {
    const name = nameOf(agent_id);
    return name ? [t("settings.teams.with_level", { name, level })] : [];
  });
  return [...(of.language ? [languageName(of.language)] : []), ...(named.length > 0 ? [named.join(t("settings.agents.comma"))] : [])].join(" · ");
}

export function Teams() {
  const loaded = useLoaded(loadGroupsAndPeople, []);
  const [edited, setEdited] = useState<Edited>(null);
  const [ofTeams, ofSkills] = [teams.value, skills.value];
  const close = (): void => setEdited(null);
  return (
    <div class="s-body">
      <div class="s-form">
        {(!ofTeams || !ofSkills) && <NotLoaded of={loaded} />}
        {(!ofTeams || !ofSkills) && !loaded.error && <Loading />}
        {ofTeams && ofSkills && (
          <>
            <GroupList id="team" icon="groups" all={ofTeams} describe={membersText} onAdd={() => setEdited({ team: null })} onEdit={(team) => setEdited({ team })} onDelete={deleteTeam} />
            <GroupList id="skill" icon="star" all={ofSkills} describe={whoText} onAdd={() => setEdited({ skill: null })} onEdit={(skill) => setEdited({ skill })} onDelete={deleteSkill} />
          </>
        )}
      </div>
      {edited && "team" in edited && <TeamForm of={edited.team} onClose={close} />}
      {edited && "skill" in edited && <SkillForm of={edited.skill} onClose={close} />}
    </div>
  );
}
