// The dialog of a skill: its name, and which language it is if it is one.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { SelectField, TextField } from "../../ui";
import { saveSkill } from "../groups";
import { languageChoices, languageName } from "../languages";
import type { Skill } from "../model";
import { FormDialog, type Faults } from "./form";

const LONGEST = 60;

export function SkillForm({ of, onClose }: { of: Skill | null; onClose: () => void }) {
  const [name, setName] = useState(of?.name ?? "");
  const [language, setLanguage] = useState(of?.language ?? "");
  const faultsOf = (): Faults => (name.trim() ? {} : { name: t("settings.teams.name_missing") });
  const save = (): Promise<void> => saveSkill(of?.id ?? null, { name: name.trim(), language: language || null });
  /** A language names the skill, until somebody has named it. */
  const choose = (tag: string): void => {
    if (tag && !name.trim()) setName(languageName(tag));
    setLanguage(tag);
  };
  return (
    <FormDialog title={t(of ? "settings.teams.edit_skill" : "settings.teams.new_skill")} name={name.trim()} faultsOf={faultsOf} save={save} onClose={onClose}>
      {(wrong) => (
        <>
          <TextField label={t("settings.teams.name")} value={name} maxLength={LONGEST} dir="auto" error={wrong["name"]} onInput={setName} />
          <SelectField label={t("settings.teams.language")} hint={t("settings.teams.language_hint")} value={language} choices={languageChoices(t("settings.teams.no_language"), of?.language ?? null)} error={wrong["language"]} onChange={choose} />
          <p class="hint">{t("settings.teams.who_has_hint")} <a href="/settings/agents" onClick={onClose}>{t("settings.teams.to_agents")}</a></p>
        </>
      )}
    </FormDialog>
  );
}
