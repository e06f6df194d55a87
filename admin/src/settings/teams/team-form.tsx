// The dialog of a team: its name, and who is in it with which share of its conversations.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Avatar, ErrorText, TextField } from "../../ui";
import { saveTeam } from "../groups";
import type { Agent, Team } from "../model";
import { team as people } from "../store";
import { FormDialog, type Faults } from "./form";

const LONGEST = 60;
const FULL = 100;
const SHARES = [100, 75, 50, 25, 10];
type Shares = ReadonlyMap<string, number>;

const sharesOf = (of: Team | null): Shares => new Map(of?.members.map((one) => [one.agent_id, one.share]));

/** Who is deactivated is shown only while they are members, so that they can be taken out. */
function candidates(shares: Shares): Agent[] {
  const all = people.value?.agents ?? [];
  return all.filter((one) => one.active || shares.has(one.id)).sort((a, b) => a.name.localeCompare(b.name));
}

function Member({ of, share, onShare }: { of: Agent; share: number | undefined; onShare: (share: number | undefined) => void }) {
  const shares = share === undefined || SHARES.includes(share) ? SHARES : [...SHARES, share].sort((a, b) => b - a);
  return (
    <li>
      <label class="s-tick grow">
        <input type="checkbox" checked={share !== undefined} onChange={() => onShare(share === undefined ? FULL : undefined)} />
        <Avatar name={of.name} face={of.face} size={28} /><span class="wrap">{of.name}</span>{!of.active && <span class="chip">{t("settings.agents.inactive")}</span>}
      </label>
      {share !== undefined && (
        <select class="in s-compact" aria-label={t("settings.teams.share_of", { name: of.name })} value={String(share)} onChange={(event) => onShare(Number(event.currentTarget.value))}>
          {shares.map((one) => <option key={one} value={String(one)}>{one === FULL ? t("settings.teams.full_share") : t("settings.teams.share", { percent: one })}</option>)}
        </select>
      )}
    </li>
  );
}

export function TeamForm({ of, onClose }: { of: Team | null; onClose: () => void }) {
  const [name, setName] = useState(of?.name ?? "");
  const [shares, setShares] = useState<Shares>(() => sharesOf(of));
  const put = (agentId: string, share: number | undefined): void => {
    const fresh = new Map(shares);
    if (share === undefined) fresh.delete(agentId);
    else fresh.set(agentId, share);
    setShares(fresh);
  };
  const faultsOf = (): Faults => (name.trim() ? {} : { name: t("settings.teams.name_missing") });
  const save = (): Promise<void> => saveTeam(of?.id ?? null, { name: name.trim(), members: [...shares].map(([agent_id, share]) => ({ agent_id, share })) });
  return (
    <FormDialog title={t(of ? "settings.teams.edit_team" : "settings.teams.new_team")} name={name.trim()} faultsOf={faultsOf} save={save} onClose={onClose}>
      {(wrong) => (
        <>
          <TextField label={t("settings.teams.name")} value={name} maxLength={LONGEST} dir="auto" error={wrong["name"]} onInput={setName} />
          <fieldset class="s-members">
            <legend class="s-label">{t("settings.teams.members")}</legend>
            <p class="hint">{t("settings.teams.members_hint")}</p>
            <ul class="card s-list">{candidates(shares).map((one) => <Member key={one.id} of={one} share={shares.get(one.id)} onShare={(share) => put(one.id, share)} />)}</ul>
            {shares.size === 0 && <p class="hint s-under">{t("settings.teams.warning.no_members")}</p>}
            <ErrorText text={Object.entries(wrong).find(([field]) => field.startsWith("members"))?.[1]} />
          </fieldset>
        </>
      )}
    </FormDialog>
  );
}
