// What a person may do here: the role with a sentence each, and for an agent the inboxes.
import { t } from "../../i18n";
import type { Role } from "../../wire";
import { ErrorText } from "../../ui";
import { ROLES } from "../model";
import { Radios, Ticks } from "../parts/choices";
import { inboxes } from "../store";

export interface Duty { role: Role; inbox_ids: string[] }

export function RoleFields({ duty, onDuty, wrong }: { duty: Duty; onDuty: (duty: Duty) => void; wrong: Record<string, string> }) {
  const roles = ROLES.map((value) => ({ value, label: t(`settings.role.${value}`), hint: t(`settings.role.${value}_hint`) }));
  return (
    <>
      <div class="field">
        <span class="s-label">{t("settings.agents.role")}</span>
        <Radios label={t("settings.agents.role")} value={duty.role} options={roles} onPick={(role) => onDuty({ ...duty, role })} />
        <ErrorText text={wrong["role"]} />
      </div>
      <Ticks label={t("settings.agents.inboxes")} hint={t(duty.role === "agent" ? "settings.agents.inboxes_hint" : "settings.agents.inboxes_hint_all")} chosen={duty.inbox_ids}
        options={(inboxes.value ?? []).map((one) => ({ value: one.id, label: one.name }))} onChoose={(inbox_ids) => onDuty({ ...duty, inbox_ids })} />
      <ErrorText text={wrong["inbox_ids"]} />
    </>
  );
}
