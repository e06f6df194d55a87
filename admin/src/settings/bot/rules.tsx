// Rules by which the bot hands over at once: who asks, from where, about what. The first that fits is the reason given.
import { useEffect, useRef, useState } from "preact/hooks";
import { locale, t } from "../../i18n";
import { Button, ErrorText } from "../../ui";
import { nameIn } from "../answers/tree";
import { draft, edit, faultOf } from "../draft";
import type { HandOver } from "../model";
import { Section } from "../routing/section";
import { categories, inbox, loadCategories } from "../store";
import { offerUndo } from "../undo";
import { MOST_RULES } from "./rule";
import { RuleDialog } from "./rule-form";

const standing = (): HandOver[] => draft.value?.routing.bot.hand_over ?? [];
const keep = (hand_over: HandOver[]): void => { const bot = draft.value?.routing.bot; if (bot) edit("routing", { bot: { ...bot, hand_over } }); };

/** Undone in the list as it stands by then, and only while that inbox is at hand. */
function remove(at: number, rule: HandOver): void {
  const of = inbox.value?.id;
  keep(standing().filter((_, other) => other !== at));
  offerUndo(t("settings.routing.rule.removed", { name: rule.name }), () => {
    if (inbox.value?.id === of) keep([...standing().slice(0, at), rule, ...standing().slice(at)]);
  });
}

/** A rule as a sentence. */
function said(rule: HandOver): string {
  const category = (categories.value[inbox.value?.id ?? ""] ?? []).find((one) => one.id === rule.category_id);
  const words = (rule.words ?? []).map((word) => t("settings.routing.rule.quoted", { word })).join(t("settings.agents.comma"));
  const parts = [
    ...(rule.vip ? [t("settings.bot.rule.is_vip")] : []),
    ...(words ? [t("settings.routing.rule.says", { words })] : []),
    ...(rule.page ? [t("settings.routing.rule.page", { page: rule.page })] : []),
    ...(rule.tag ? [t("settings.routing.rule.tag", { tag: rule.tag })] : []),
    ...(rule.category_id ? [t("settings.bot.rule.asks_about", { category: category ? nameIn(category, locale.value) : t("settings.routing.rule.gone") })] : []),
  ];
  return t("settings.bot.rule.if", { conditions: parts.join(t("settings.routing.rule.and")) });
}

function Row({ rule, at, onEdit, onRemove }: { rule: HandOver; at: number; onEdit: () => void; onRemove: () => void }) {
  return (
    <li class="s-rule-row">
      <span class="grow wrap"><b>{rule.name}</b><span class="t2 sm s-below">{said(rule)}</span><ErrorText text={faultOf(`routing.bot.hand_over.${at}`)} /></span>
      <span class="s-rule-acts">
        <Button kind="bare" icon="edit" label={t("settings.routing.rule.edit", { name: rule.name })} onClick={onEdit} />
        <Button kind="bare" icon="trash" label={t("settings.routing.rule.remove", { name: rule.name })} onClick={onRemove} />
      </span>
    </li>
  );
}

export function Rules({ rules }: { rules: HandOver[] }) {
  const [edited, setEdited] = useState<number | "new" | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const of = inbox.value?.id ?? "";
  // Without them a rule on a category cannot be written, and the others can: what is wrong is told where they are shown.
  useEffect(() => { void loadCategories(of).catch(() => undefined); }, [of]);
  const put = (rule: HandOver): void => {
    keep(edited === "new" ? [...standing(), rule] : standing().map((one, at) => (at === edited ? rule : one)));
    setEdited(null);
  };
  return (
    <Section title={t("settings.bot.rules")} hint={t("settings.bot.rules_hint")}>
      {rules.length === 0 ? <div class="card s-void s-small"><p class="t2">{t("settings.bot.no_rules")}</p></div> : (
        <ul class="card s-list">
          {rules.map((rule, at) => <Row key={`${at} ${rule.name}`} rule={rule} at={at} onEdit={() => setEdited(at)} onRemove={() => { remove(at, rule); add.current?.focus(); }} />)}
        </ul>
      )}
      <ErrorText text={rules.length === 0 ? faultOf("routing.bot.hand_over") : null} />
      <Button icon="plus" buttonRef={add} disabled={rules.length >= MOST_RULES} onClick={() => setEdited("new")}>{t("settings.routing.rule.add")}</Button>
      {edited !== null && <RuleDialog rule={edited === "new" ? null : rules[edited] ?? null} onClose={() => setEdited(null)} onKeep={put} />}
    </Section>
  );
}
