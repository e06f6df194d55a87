// Everybody who works here: the table, pending invitations, inviting, and changing one person.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { agent as me } from "../../session";
import { Avatar, Button, Load } from "../../ui";
import { loadGroupsAndPeople, skills } from "../groups";
import type { Agent } from "../model";
import { Ago } from "../parts/ago";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { RowButton } from "../parts/row-button";
import { inboxes, team } from "../store";
import { teamNames } from "./abilities";
import { EditAgent } from "./edit";
import { Invite } from "./invite";
import { Pending } from "./pending";

export function inboxNames(ids: readonly string[]): string {
  const all = inboxes.value ?? [];
  if (all.length > 1 && all.every((one) => ids.includes(one.id))) return t("settings.agents.all_inboxes");
  const names = all.filter((one) => ids.includes(one.id)).map((one) => one.name);
  return names.join(t("settings.agents.comma")) || t("settings.agents.no_inbox");
}

function LastSeen({ of }: { of: Agent }) {
  if (of.presence !== "offline") return <>{t(`presence.${of.presence}`)}</>;
  return of.last_seen_at ? <Ago at={of.last_seen_at} /> : <>{t("settings.agents.never_seen")}</>;
}

/** The strokes name their figure to readers; here the eye gets it too. */
function Busy({ of }: { of: Agent }) {
  const figure = { open: of.open_conversations, capacity: of.capacity };
  return <span class="s-busy"><Load {...figure} /><span class="t2 sm num" aria-hidden="true">{t("ui.load", figure)}</span></span>;
}

function knownText(of: Agent): string {
  const named = [...of.skills].sort((a, b) => b.level - a.level).flatMap(({ skill_id, level }) => {
    const name = skills.value?.find((one) => one.id === skill_id)?.name;
    return name ? [t("settings.teams.with_level", { name, level })] : [];
  });
  return [teamNames(of), named.join(t("settings.agents.comma"))].filter(Boolean).join(" · ");
}

function Row({ of, onEdit }: { of: Agent; onEdit: () => void }) {
  return (
    <tr class={of.active ? "" : "s-off"}>
      <td>
        <span class="s-who">
          <Avatar name={of.name} face={of.face} presence={of.active ? of.presence : undefined} />
          <span class="s-names"><b class="wrap">{of.name}</b>{of.id === me.value?.id && <span class="chip">{t("settings.agents.you")}</span>}<span class="t3 sm wrap">{of.email}</span></span>
        </span>
      </td>
      <td data-label={t("settings.agents.role")}>{t(`settings.role.${of.role}`)}</td>
      <td data-label={t("settings.agents.inboxes")} class="wrap">{of.role === "agent" ? inboxNames(of.inbox_ids) : t("settings.agents.sees_all")}</td>
      <td data-label={t("settings.agents.known")} class="wrap t2">{knownText(of)}</td>
      <td data-label={t("settings.agents.capacity")}>{of.active ? <Busy of={of} /> : null}</td>
      <td data-label={t("settings.agents.last_seen")} class="t2">{of.active ? <LastSeen of={of} /> : <span class="chip">{t("settings.agents.inactive")}</span>}</td>
      <td class="s-end"><RowButton text={t("settings.agents.change")} name={t("settings.agents.edit_one", { name: of.name })} onClick={onEdit} /></td>
    </tr>
  );
}

const COLUMNS = ["name", "role", "inboxes", "known", "capacity", "last_seen"] as const;

function Table({ all, onEdit }: { all: Agent[]; onEdit: (agent: Agent) => void }) {
  const order = [...all].sort((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name));
  return (
    <div class="card s-tablebox">
      <table class="s-table">
        <thead><tr>{COLUMNS.map((name) => <th key={name} scope="col">{t(`settings.agents.${name}`)}</th>)}<th><span class="hidden">{t("settings.agents.change")}</span></th></tr></thead>
        <tbody>{order.map((one) => <Row key={one.id} of={one} onEdit={() => onEdit(one)} />)}</tbody>
      </table>
    </div>
  );
}

export function Agents() {
  const loaded = useLoaded(loadGroupsAndPeople, []);
  const [inviting, setInviting] = useState(false);
  const [edited, setEdited] = useState<string | null>(null);
  const now = team.value;
  const one = now?.agents.find((agent) => agent.id === edited);
  return (
    <div class="s-body">
      <div class="s-form wide">
        {!now && <NotLoaded of={loaded} />}
        {!now && !loaded.error && <Loading />}
        {now && (
          <>
            <div class="s-row s-tools"><p class="t2 grow">{t("settings.agents.lead")}</p><Button kind="main" icon="plus" onClick={() => setInviting(true)}>{t("settings.agents.invite")}</Button></div>
            <Table all={now.agents} onEdit={(agent) => setEdited(agent.id)} />
            <Pending invitations={now.invitations} />
          </>
        )}
      </div>
      {inviting && <Invite onClose={() => setInviting(false)} />}
      {one && <EditAgent of={one} onClose={() => setEdited(null)} />}
    </div>
  );
}
