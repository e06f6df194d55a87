// Teams and skills as the server has them: loading, changing, deleting with ten seconds to change one's mind.
import { signal } from "@preact/signals";
import { api } from "../api";
import { t } from "../i18n";
import type { Skill, Team } from "./model";
import { loadTeam } from "./store";
import { deleteLater, standing } from "./undo";

export const teams = signal<Team[] | null>(null);
export const skills = signal<Skill[] | null>(null);

const pathOfTeam = (id: string): string => `/api/teams/${id}`;
const pathOfSkill = (id: string): string => `/api/skills/${id}`;

export async function loadGroups(): Promise<void> {
  const [ofTeams, ofSkills] = await Promise.all([api<{ teams: Team[] }>("GET", "/api/teams"), api<{ skills: Skill[] }>("GET", "/api/skills")]);
  teams.value = standing(ofTeams.teams, (one) => pathOfTeam(one.id));
  skills.value = standing(ofSkills.skills, (one) => pathOfSkill(one.id));
}

/** With the agents, whose names and levels stand beside them. */
export const loadGroupsAndPeople = async (): Promise<void> => { await Promise.all([loadGroups(), loadTeam()]); };

const byName = <T extends { name: string }>(all: readonly T[]): T[] => [...all].sort((a, b) => a.name.localeCompare(b.name));
const putIn = <T extends { id: string; name: string }>(all: readonly T[] | null, fresh: T): T[] => byName([...(all ?? []).filter((one) => one.id !== fresh.id), fresh]);

export async function saveTeam(id: string | null, form: Pick<Team, "name" | "members">): Promise<void> {
  const { team } = await (id ? api<{ team: Team }>("PATCH", pathOfTeam(id), form) : api<{ team: Team }>("POST", "/api/teams", form));
  teams.value = putIn(teams.value, team);
}

export async function saveSkill(id: string | null, form: Pick<Skill, "name" | "language">): Promise<void> {
  const { skill } = await (id ? api<{ skill: Skill }>("PATCH", pathOfSkill(id), form) : api<{ skill: Skill }>("POST", "/api/skills", form));
  skills.value = putIn(skills.value, skill);
}

export function deleteTeam(one: Team): void {
  teams.value = (teams.value ?? []).filter((other) => other.id !== one.id);
  deleteLater(pathOfTeam(one.id), t("settings.teams.deleted", { name: one.name }), () => { teams.value = putIn(teams.value, one); });
}

export function deleteSkill(one: Skill): void {
  skills.value = (skills.value ?? []).filter((other) => other.id !== one.id);
  deleteLater(pathOfSkill(one.id), t("settings.teams.deleted", { name: one.name }), () => { skills.value = putIn(skills.value, one); });
}
