// The skills somebody needs: chosen one by one, each with a least level, taken away by its cross.
import { t } from "../../i18n";
import { Icon, SelectField } from "../../ui";
import type { Skill } from "./model";

export interface Wanted { skill_id: string; level: number }
interface NeedsProps { skills: Skill[]; needs: Wanted[]; onChange: (needs: Wanted[]) => void }

export function Needs({ skills, needs, onChange }: NeedsProps) {
  const left = skills.filter((skill) => !needs.some((need) => need.skill_id === skill.id));
  const name = (id: string): string => skills.find((skill) => skill.id === id)?.name ?? "";
  const level = (id: string, to: number): void => onChange(needs.map((need) => (need.skill_id === id ? { ...need, level: to } : need)));
  if (skills.length === 0) return null;
  return (
    <div class="w-needs">
      <SelectField label={t("settings.simulate.skills")} value="" choices={[{ value: "", label: needs.length ? t("settings.simulate.skill_more") : "–" }, ...left.map(({ id, name: label }) => ({ value: id, label }))]}
        onChange={(id) => { if (id) onChange([...needs, { skill_id: id, level: 1 }]); }} />
      {needs.length > 0 && (
        <ul>
          {needs.map((need) => (
            <li key={need.skill_id}>
              <span class="cut m">{name(need.skill_id)}</span>
              <select class="in" aria-label={t("settings.simulate.level_of", { skill: name(need.skill_id) })} value={String(need.level)} onChange={(event) => level(need.skill_id, Number(event.currentTarget.value))}>
                {[1, 2, 3, 4, 5].map((one) => <option key={one} value={one}>{t("settings.simulate.level", { level: one })}</option>)}
              </select>
              <button type="button" aria-label={t("settings.simulate.without", { skill: name(need.skill_id) })} onClick={() => onChange(needs.filter((one) => one !== need))}><Icon name="close" small /></button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
