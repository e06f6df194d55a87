// The dialog of one rule: when it counts, and what follows. Kept in the draft; visitors meet it when it is published.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { focusFirstFault } from "../../setup/focus";
import { Button, Dialog, SelectField, TextArea, TextField } from "../../ui";
import { skills, teams } from "../groups";
import { languageChoices } from "../languages";
import { LEVELS, PRIORITIES, type Need, type Rule } from "../model";
import { inbox } from "../store";
import { faultsOf, formOf, MOST_NEEDS, ruleOf, type RuleFault, type RuleForm } from "./rule";

type Put = (part: Partial<RuleForm>) => void;
type Faults = Partial<Record<"name" | "words" | "effect", RuleFault>>;
const said = (fault: RuleFault | undefined): string | null => (fault ? t(`settings.routing.rule.${fault}`) : null);

function Conditions({ form, put, faults }: { form: RuleForm; put: Put; faults: Faults }) {
  return (
    <fieldset>
      <legend class="s-label">{t("settings.routing.rule.when")}</legend>
      <p class="hint">{t("settings.routing.rule.when_hint")}</p>
      <TextArea label={t("settings.routing.rule.words")} hint={t("settings.routing.rule.words_hint")} rows={2} value={form.words} error={said(faults.words)} onInput={(words) => put({ words })} />
      <div class="s-pair">
        <TextField label={t("settings.routing.rule.page_label")} hint={t("settings.routing.rule.page_hint")} value={form.page} maxLength={200} placeholder="/returns" dir="ltr" onInput={(page) => put({ page })} />
        <TextField label={t("settings.routing.rule.tag_label")} hint={t("settings.routing.rule.tag_hint")} value={form.tag} maxLength={20} dir="auto" onInput={(tag) => put({ tag })} />
      </div>
      <SelectField label={t("settings.routing.rule.language_label")} value={form.language} choices={languageChoices(t("settings.routing.rule.any"), form.language || null)} onChange={(language) => put({ language })} />
    </fieldset>
  );
}

function NeedRow({ need, taken, onNeed }: { need: Need; taken: readonly string[]; onNeed: (need: Need | null) => void }) {
  const offered = (skills.value ?? []).filter((one) => one.id === need.skill_id || !taken.includes(one.id));
  const known = offered.some((one) => one.id === need.skill_id);
  return (
    <div class="s-row s-need">
      <select class="in grow" aria-label={t("settings.routing.rule.skill")} value={need.skill_id} onChange={(event) => onNeed({ ...need, skill_id: event.currentTarget.value })}>
        {!known && <option value={need.skill_id}>{need.skill_id ? t("settings.routing.rule.gone") : t("settings.routing.rule.choose_skill")}</option>}
        {offered.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
      </select>
      <select class="in s-compact" aria-label={t("settings.routing.rule.level")} value={String(need.level)} onChange={(event) => onNeed({ ...need, level: Number(event.currentTarget.value) })}>
        {LEVELS.map((level) => <option key={level} value={String(level)}>{t("settings.routing.rule.from_level", { level })}</option>)}
      </select>
      <Button kind="bare" icon="close" label={t("settings.routing.rule.drop_need")} onClick={() => onNeed(null)} />
    </div>
  );
}

export function Needs({ needs, onNeeds }: { needs: Need[]; onNeeds: (needs: Need[]) => void }) {
  const all = skills.value ?? [];
  const taken = needs.map((need) => need.skill_id);
  const free = all.find((one) => !taken.includes(one.id));
  const put = (at: number, fresh: Need | null): void => onNeeds(needs.flatMap((need, other) => (other === at ? (fresh ? [fresh] : []) : [need])));
  return (
    <div class="field">
      <span class="s-label">{t("settings.routing.rule.needs_label")}</span>
      {needs.map((need, at) => <NeedRow key={at} need={need} taken={taken} onNeed={(fresh) => put(at, fresh)} />)}
      {all.length === 0 && <p class="hint">{t("settings.routing.rule.no_skills")}</p>}
      {free && needs.length < MOST_NEEDS && <Button tiny icon="plus" onClick={() => onNeeds([...needs, { skill_id: free.id, level: 1 }])}>{t("settings.routing.rule.add_need")}</Button>}
    </div>
  );
}

function Effects({ form, put, fault }: { form: RuleForm; put: Put; fault: string | null }) {
  const of = teams.value ?? [];
  const known = !form.team_id || of.some((one) => one.id === form.team_id);
  const choices = [{ value: "", label: t("settings.routing.rule.no_team") }, ...of.map((one) => ({ value: one.id, label: one.name })), ...(known ? [] : [{ value: form.team_id, label: t("settings.routing.rule.gone") }])];
  const priorities = [{ value: "", label: t("settings.routing.rule.no_priority") }, ...PRIORITIES.map((value) => ({ value, label: t(`settings.routing.priority_of.${value}`) }))];
  return (
    <fieldset>
      <legend class="s-label">{t("settings.routing.rule.then")}</legend>
      <div class="s-pair">
        <SelectField label={t("settings.routing.rule.team_label")} value={form.team_id} choices={choices} error={fault} onChange={(team_id) => put({ team_id })} />
        <SelectField label={t("settings.routing.rule.priority_label")} value={form.priority} choices={priorities} onChange={(priority) => put({ priority: priority as RuleForm["priority"] })} />
      </div>
      <Needs needs={form.needs} onNeeds={(needs) => put({ needs })} />
    </fieldset>
  );
}

/** What was typed and neither kept nor cancelled, by inbox and rule: Escape or a click beside the dialog throws nothing away. */
const unfinished = new Map<string, RuleForm>();

export function RuleDialog({ rule, onClose, onKeep }: { rule: Rule | null; onClose: () => void; onKeep: (rule: Rule) => void }) {
  const of = `${inbox.value?.id} ${JSON.stringify(rule)}`;
  const [form, setForm] = useState<RuleForm>(() => unfinished.get(of) ?? formOf(rule));
  const [faults, setFaults] = useState<Faults>({});
  const put: Put = (part) => { setForm((now) => ({ ...now, ...part })); setFaults({}); };
  const keep = (event: Event): void => {
    event.preventDefault();
    const fresh = ruleOf(form);
    const found = faultsOf(fresh);
    if (Object.keys(found).length === 0) {
      unfinished.delete(of);
      return onKeep(fresh);
    }
    setFaults(found);
    focusFirstFault();
  };
  const leave = (): void => { unfinished.set(of, form); onClose(); };
  const cancel = (): void => { unfinished.delete(of); onClose(); };
  return (
    <Dialog wide title={t(rule ? "settings.routing.rule.edit_title" : "settings.routing.rule.new_title")} onClose={leave} footer={
      <><Button kind="bare" onClick={cancel}>{t("settings.cancel")}</Button><Button kind="main" type="submit" form="rule">{t("settings.hours.keep_dates")}</Button></>}>
      <form id="rule" class="s-ruleform" noValidate onSubmit={keep}>
        <TextField label={t("settings.routing.rule.name")} value={form.name} maxLength={60} dir="auto" autofocus error={said(faults.name)} onInput={(name) => put({ name })} />
        <Conditions form={form} put={put} faults={faults} />
        <Effects form={form} put={put} fault={said(faults.effect)} />
      </form>
    </Dialog>
  );
}
