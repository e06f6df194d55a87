// The rules: what is read from words, page, tag and language, and what follows. In an order, since the first team named counts.
import { useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, ErrorText, Icon } from "../../ui";
import { draft, edit, faultOf } from "../draft";
import { skills, teams } from "../groups";
import type { Rule } from "../model";
import { inbox, team as people } from "../store";
import { offerUndo } from "../undo";
import { hopeless, MOST_RULES, moved } from "./rule";
import { RuleDialog } from "./rule-form";
import { conditionText, effectText, hopelessText } from "./rule-words";
import { Section } from "./section";

const standing = (): Rule[] => draft.value?.routing.rules ?? [];
const keep = (rules: Rule[]): void => edit("routing", { rules });

/** Undone in the list as it stands by then, and only while that inbox is at hand. */
function remove(at: number, rule: Rule): void {
  const of = inbox.value?.id;
  keep(standing().filter((_, other) => other !== at));
  offerUndo(t("settings.routing.rule.removed", { name: rule.name }), () => {
    if (inbox.value?.id === of) keep([...standing().slice(0, at), rule, ...standing().slice(at)]);
  });
}

function warningOf(rule: Rule): string | null {
  if (!teams.value || !skills.value || !people.value || !inbox.value) return null;
  const found = hopeless(rule, inbox.value.id, { teams: teams.value, skills: skills.value, agents: people.value.agents });
  return found && hopelessText(found);
}

interface RowProps { rule: Rule; at: number; count: number; onEdit: () => void; onRemove: () => void }

function Row({ rule, at, count, onEdit, onRemove }: RowProps) {
  const warning = warningOf(rule);
  const move = (to: number): void => keep(moved(standing(), at, to));
  return (
    <li class="s-rule-row">
      <span class="num t3" aria-hidden="true">{at + 1}</span>
      <span class="grow wrap">
        <b>{rule.name}</b>
        <span class="t2 sm s-below">{conditionText(rule)}</span>
        <span class="sm s-below"><span aria-hidden="true">→ </span>{effectText(rule)}</span>
        {warning && <span class="s-warning sm"><Icon name="alert" small />{warning}</span>}
        <ErrorText text={faultOf(`routing.rules.${at}`)} />
      </span>
      <span class="s-rule-acts">
        <Button kind="bare" icon="rise" label={t("settings.routing.rule.up", { name: rule.name })} disabled={at === 0} onClick={() => move(at - 1)} />
        <Button kind="bare" icon="down" label={t("settings.routing.rule.down", { name: rule.name })} disabled={at === count - 1} onClick={() => move(at + 1)} />
        <Button kind="bare" icon="edit" label={t("settings.routing.rule.edit", { name: rule.name })} onClick={onEdit} />
        <Button kind="bare" icon="trash" label={t("settings.routing.rule.remove", { name: rule.name })} onClick={onRemove} />
      </span>
    </li>
  );
}

export function Rules({ rules }: { rules: Rule[] }) {
  const [edited, setEdited] = useState<number | "new" | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const put = (rule: Rule): void => {
    keep(edited === "new" ? [...standing(), rule] : standing().map((one, at) => (at === edited ? rule : one)));
    setEdited(null);
  };
  return (
    <Section title={t("settings.routing.rules")} hint={t("settings.routing.rules_hint")}>
      {rules.length === 0 ? <div class="card s-void s-small"><p class="t2">{t("settings.routing.no_rules")}</p></div> : (
        <ol class="card s-list">
          {rules.map((rule, at) => <Row key={`${at} ${rule.name}`} rule={rule} at={at} count={rules.length} onEdit={() => setEdited(at)} onRemove={() => { remove(at, rule); add.current?.focus(); }} />)}
        </ol>
      )}
      <ErrorText text={rules.length === 0 ? faultOf("routing.rules") : null} />
      <Button icon="plus" buttonRef={add} disabled={rules.length >= MOST_RULES} onClick={() => setEdited("new")}>{t("settings.routing.rule.add")}</Button>
      {edited !== null && <RuleDialog rule={edited === "new" ? null : rules[edited] ?? null} onClose={() => setEdited(null)} onKeep={put} />}
    </Section>
  );
}
