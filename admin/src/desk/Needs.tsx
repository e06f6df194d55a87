// What a conversation needs, said by hand: a team, skills with their levels, a priority. The server refuses what nobody
// of the inbox could do, in words.
import { useEffect, useState } from "preact/hooks";
import { errorText } from "../errors";
import { t } from "../i18n";
import { withConversation } from "../state/reduce";
import { Button, Dialog, ErrorText, Segmented, SelectField } from "../ui";
import type { Conversation, Team } from "../wire";
import { command } from "./commands";
import { overlay } from "./dialogs";
import { nameOf } from "./names";
import { update } from "./store";

interface Skill { id: string; name: string; language: string | null }
interface Known { teams: Team[]; skills: Skill[] }
/** By skill; nought is not needed. */
type Levels = Record<string, number>;
type Priority = Conversation["priority"];
const PRIORITIES: Priority[] = ["normal", "complaint", "vip"];
const LEVELS = [0, 1, 2, 3, 4, 5];

const close = (): void => { overlay.value = null; };

/** Teams and skills, asked for when the dialog opens; null while they are unknown. */
function useKnown(onError: (words: string) => void): Known | null {
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    let here = true;
    const ask = async (): Promise<Known> => ({
      teams: (await command<{ teams: Team[] }>("list_teams", {})).teams,
      skills: (await command<{ skills: Skill[] }>("list_skills", {})).skills,
    });
    ask().then((found) => { if (here) setKnown(found); }).catch((error: unknown) => { if (here) onError(errorText(error)); });
    return () => { here = false; };
  }, []);
  return known;
}

function useNeeds(one: Conversation) {
  const [team, setTeam] = useState(one.team?.id ?? "");
  const [levels, setLevels] = useState<Levels>(() => Object.fromEntries(one.needs.map((need) => [need.skill_id, need.level])));
  const [priority, setPriority] = useState<Priority>(one.priority);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    setBusy(true);
    setWrong(null);
    const needs = Object.entries(levels).filter(([, level]) => level > 0).map(([skill_id, level]) => ({ skill_id, level }));
    try {
      const said = { conversation_id: one.id, team_id: team || null, needs, priority };
      const answer = await command<{ conversation: Conversation }>("set_needs", said);
      update((known) => withConversation(known, answer.conversation));
      close();
    } catch (error) {
      setWrong(errorText(error));
    }
    setBusy(false);
  };
  return { team, setTeam, levels, setLevels, priority, setPriority, busy, wrong, setWrong, save };
}

type Form = ReturnType<typeof useNeeds>;

function Skills({ form, skills }: { form: Form; skills: Skill[] }) {
  if (!skills.length) return <p class="t2 sm">{t("needs.no_skills")}</p>;
  const choices = LEVELS.map((level) => ({ value: String(level), label: level ? t(level === 1 ? "needs.level_any" : "needs.level", { level }) : t("needs.not_needed") }));
  return (
    <fieldset class="needs"><legend>{t("needs.skills")}</legend>
      {skills.map((skill) => (
        <SelectField key={skill.id} label={skill.name} value={String(form.levels[skill.id] ?? 0)} choices={choices}
          onChange={(level) => form.setLevels({ ...form.levels, [skill.id]: Number(level) })} />
      ))}
    </fieldset>
  );
}

export function Needs({ conversation: one }: { conversation: Conversation }) {
  const form = useNeeds(one);
  const known = useKnown(form.setWrong);
  const teams = [{ value: "", label: t("needs.any_team") }, ...(known?.teams ?? []).map((team) => ({ value: team.id, label: team.name }))];
  const footer = (
    <>
      <Button kind="bare" onClick={close}>{t("ui.cancel")}</Button>
      <Button kind="main" type="submit" form="needs" disabled={!known} busy={form.busy ? t("needs.saving") : undefined}>{t("needs.save")}</Button>
    </>
  );
  return (
    <Dialog title={t("needs.dialog", { name: nameOf(one.visitor) })} onClose={close} footer={footer}>
      <form id="needs" onSubmit={(event) => { event.preventDefault(); void form.save(); }}>
        <div class="field"><p class="m">{t("needs.priority")}</p>
          <Segmented label={t("needs.priority")} value={form.priority} choices={PRIORITIES.map((value) => ({ value, label: t(value === "normal" ? "needs.normal" : `priority.${value}`) }))} onChange={form.setPriority} />
        </div>
        {known && <SelectField label={t("needs.team")} value={form.team} choices={teams} onChange={form.setTeam} />}
        {known && <Skills form={form} skills={known.skills} />}
        <ErrorText text={form.wrong} />
        <p class="t3 sm">{t("needs.hint")}</p>
      </form>
    </Dialog>
  );
}
