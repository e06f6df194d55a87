// The dialog of one rule by which the bot hands over. Kept in the draft; visitors meet it when it is published.
import { useState } from "preact/hooks";
import { locale, t } from "../../i18n";
import { focusFirstFault } from "../../setup/focus";
import { Button, Dialog, ErrorText, SelectField, Switch, TextArea, TextField } from "../../ui";
import { indented, treeOf } from "../answers/tree";
import type { HandOver } from "../model";
import { categories, inbox } from "../store";
import { faultsOf, formOf, ruleOf, type RuleFault, type RuleForm } from "./rule";

type Faults = ReturnType<typeof faultsOf>;
type Put = (part: Partial<RuleForm>) => void;
const OWN: readonly RuleFault[] = ["no_condition", "too_many_words"];
const said = (fault: RuleFault | undefined): string | null => (fault ? t(`settings.${OWN.includes(fault) ? "bot" : "routing"}.rule.${fault}`) : null);

function Topic({ value, put }: { value: string; put: Put }) {
  const tree = treeOf(categories.value[inbox.value?.id ?? ""] ?? []).map((one) => indented(one, locale.value));
  if (tree.length === 0) return null;
  return <SelectField label={t("settings.bot.rule.category")} hint={t("settings.bot.rule.category_hint")} value={value} choices={[{ value: "", label: t("settings.routing.rule.any") }, ...tree]} onChange={(category_id) => put({ category_id })} />;
}

function Conditions({ form, put, faults }: { form: RuleForm; put: Put; faults: Faults }) {
  return (
    <fieldset>
      <legend class="s-label">{t("settings.routing.rule.when")}</legend>
      <p class="hint">{t("settings.bot.rule.when_hint")}</p>
      <ErrorText text={said(faults.conditions)} />
      <Switch on={form.vip} label={t("settings.bot.rule.vip")} onChange={(vip) => put({ vip })} />
      <TextArea label={t("settings.routing.rule.words")} hint={t("settings.routing.rule.words_hint")} rows={2} value={form.words} error={said(faults.words)} onInput={(words) => put({ words })} />
      <div class="s-pair">
        <TextField label={t("settings.routing.rule.page_label")} hint={t("settings.routing.rule.page_hint")} value={form.page} maxLength={200} placeholder="/checkout" dir="ltr" onInput={(page) => put({ page })} />
        <TextField label={t("settings.routing.rule.tag_label")} hint={t("settings.routing.rule.tag_hint")} value={form.tag} maxLength={20} dir="auto" onInput={(tag) => put({ tag })} />
      </div>
      <Topic value={form.category_id} put={put} />
    </fieldset>
  );
}

export function RuleDialog({ rule, onClose, onKeep }: { rule: HandOver | null; onClose: () => void; onKeep: (rule: HandOver) => void }) {
  const [form, setForm] = useState<RuleForm>(() => formOf(rule));
  const [faults, setFaults] = useState<Faults>({});
  const put: Put = (part) => { setForm((now) => ({ ...now, ...part })); setFaults({}); };
  const keep = (event: Event): void => {
    event.preventDefault();
    const fresh = ruleOf(form);
    const found = faultsOf(fresh);
    if (Object.keys(found).length === 0) return onKeep(fresh);
    setFaults(found);
    focusFirstFault();
  };
  return (
    <Dialog wide asks title={t(rule ? "settings.routing.rule.edit_title" : "settings.routing.rule.new_title")} onClose={onClose} footer={
      <><Button kind="bare" onClick={onClose}>{t("settings.cancel")}</Button><Button kind="main" type="submit" form="hand-over">{t("settings.hours.keep_dates")}</Button></>}>
      <form id="hand-over" class="s-ruleform" noValidate onSubmit={keep}>
        <TextField label={t("settings.routing.rule.name")} hint={t("settings.bot.rule.name_hint")} value={form.name} maxLength={60} dir="auto" autofocus error={said(faults.name)} onInput={(name) => put({ name })} />
        <Conditions form={form} put={put} faults={faults} />
      </form>
    </Dialog>
  );
}
