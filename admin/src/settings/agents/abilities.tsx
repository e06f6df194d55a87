// What one person can do and how much of it: skills with levels, the most of each inbox, and the teams they are in.
import { t } from "../../i18n";
import { ErrorText } from "../../ui";
import { skills, teams } from "../groups";
import { LEVELS, type Agent, type Need, type Skill } from "../model";
import { inboxes } from "../store";

export type Abilities = Pick<Agent, "skills" | "inbox_capacity">;
interface Props { of: Agent; form: Abilities & Pick<Agent, "inbox_ids">; put: (part: Partial<Abilities>) => void; wrong: Record<string, string> }

const beginning = (wrong: Record<string, string>, name: string): string | undefined => Object.entries(wrong).find(([field]) => field === name || field.startsWith(`${name}.`))?.[1];

function Level({ of, level, onLevel }: { of: Skill; level: number; onLevel: (level: number) => void }) {
  return (
    <label class="s-ability">
      <span class="grow wrap">{of.name}</span>
      <select class="in s-compact" value={String(level)} onChange={(event) => onLevel(Number(event.currentTarget.value))}>
        <option value="0">{t("settings.agents.no_level")}</option>
        {LEVELS.map((one) => <option key={one} value={String(one)}>{t(`settings.agents.level.${one}`)}</option>)}
      </select>
    </label>
  );
}

function Skills({ form, put, wrong }: Omit<Props, "of">) {
  const all = skills.value ?? [];
  const levelOf = (id: string): number => form.skills.find((one) => one.skill_id === id)?.level ?? 0;
  const set = (skill_id: string, level: number): void => {
    const others: Need[] = form.skills.filter((one) => one.skill_id !== skill_id);
    put({ skills: level === 0 ? others : [...others, { skill_id, level }] });
  };
  return (
    <fieldset class="s-abilities">
      <legend class="s-label">{t("settings.agents.skills")}</legend>
      <p class="hint">{t(all.length > 0 ? "settings.agents.skills_hint" : "settings.agents.no_skills")} <a href="/settings/teams">{t("settings.routing.to_teams")}</a></p>
      <div class="s-pair">{all.map((one) => <Level key={one.id} of={one} level={levelOf(one.id)} onLevel={(level) => set(one.id, level)} />)}</div>
      <ErrorText text={beginning(wrong, "skills")} />
    </fieldset>
  );
}

function Capacities({ form, put, wrong }: Omit<Props, "of">) {
  const own = (inboxes.value ?? []).filter((one) => form.inbox_ids.includes(one.id));
  if (own.length === 0) return null;
  const set = (id: string, typed: string): void => put({ inbox_capacity: { ...form.inbox_capacity, [id]: typed.trim() === "" ? null : Math.round(Number(typed) || 0) } });
  return (
    <fieldset class="s-abilities">
      <legend class="s-label">{t("settings.agents.inbox_capacity")}</legend>
      <p class="hint">{t("settings.agents.inbox_capacity_hint")}</p>
      <div class="s-pair">
        {own.map((one) => {
          const fault = wrong[`inbox_capacity.${one.id}`];
          return (
            <div key={one.id}>
              <label class="s-ability">
                <span class="grow wrap">{one.name}</span>
                <input class={`in num s-compact ${fault ? "wrong" : ""}`} type="number" inputMode="numeric" min={1} max={100} value={String(form.inbox_capacity[one.id] ?? "")} placeholder={t("settings.agents.no_limit")} aria-invalid={fault ? true : undefined} onInput={(event) => set(one.id, event.currentTarget.value)} />
              </label>
              <ErrorText text={fault} />
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

export function teamNames(of: Agent): string {
  const all = teams.value ?? [];
  const names = of.teams.flatMap(({ team_id, share }) => {
    const name = all.find((one) => one.id === team_id)?.name;
    return name ? [share === 100 ? name : t("settings.teams.with_share", { name, percent: share })] : [];
  });
  return names.join(t("settings.agents.comma"));
}

export function AbilityFields({ of, ...rest }: Props) {
  const names = teamNames(of);
  return (
    <>
      <Skills {...rest} />
      <Capacities {...rest} />
      <div class="field"><span class="s-label">{t("settings.agents.teams")}</span><p class="t2">{names || t("settings.agents.no_team")} <a href="/settings/teams">{t("settings.agents.to_teams")}</a></p></div>
    </>
  );
}
