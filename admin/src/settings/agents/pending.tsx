// Invitations that nobody has used yet. Their links were shown once; withdrawing one ends it.
import { t } from "../../i18n";
import { day } from "../../ui/clock";
import type { Invitation } from "../model";
import { RowButton } from "../parts/row-button";
import { pathOfInvitation, team } from "../store";
import { deleteLater } from "../undo";
import { inboxNames } from "./agents";

function change(update: (now: Invitation[]) => Invitation[]): void {
  if (team.value) team.value = { ...team.value, invitations: update(team.value.invitations) };
}

function withdraw(one: Invitation): void {
  change((now) => now.filter((other) => other.id !== one.id));
  deleteLater(pathOfInvitation(one.id), t("settings.agents.withdrawn", { name: one.name }), () => change((now) => [...now, one]));
}

export function Pending({ invitations }: { invitations: Invitation[] }) {
  if (invitations.length === 0) return null;
  return (
    <section class="s-section">
      <h2>{t("settings.agents.pending")}</h2>
      <ul class="card s-list">
        {invitations.map((one) => (
          <li key={one.id}>
            <span class="grow wrap"><b>{one.name}</b> <span class="t3 sm">{one.email}</span>
              <span class="t2 sm s-below">{t(`settings.role.${one.role}`)} · {one.role === "agent" ? inboxNames(one.inbox_ids) : t("settings.agents.sees_all")} · {t("settings.agents.expires", { date: day(one.expires_at) })}</span>
            </span>
            <RowButton text={t("settings.agents.withdraw")} name={t("settings.agents.withdraw_one", { name: one.name })} onClick={() => withdraw(one)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
