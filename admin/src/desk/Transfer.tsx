// Giving a conversation away: to a colleague (who is here and how much they have), a team, or the bot, with a word for
// the team if wanted.
import { useEffect, useState } from "preact/hooks";
import { errorText } from "../errors";
import { plural, t } from "../i18n";
import { Avatar, Button, Dialog, ErrorText, Icon, Load, TextArea } from "../ui";
import type { Agent, Conversation, Team } from "../wire";
import { transfer, type Taker as To } from "./actions";
import { command } from "./commands";
import { overlay } from "./dialogs";
import { nameOf } from "./names";
import { takers } from "./rights";
import { state } from "./store";

const close = (): void => { overlay.value = null; };

interface TakerProps { agent: Agent; chosen: boolean; first: boolean; onChoose: () => void }

export function Taker({ agent, chosen, first, onChoose }: TakerProps) {
  const full = agent.open_conversations >= agent.capacity;
  return (
    <label class={`taker ${chosen ? "on" : ""}`}>
      <input type="radio" name="taker" value={agent.id} checked={chosen} autofocus={first} onChange={onChoose} />
      <Avatar name={agent.name} face={agent.face} presence={agent.presence} />
      <span class="grow"><b class="cut m">{agent.name}</b><span class="cp t3">{t(`presence.${agent.presence}`)}</span></span>
      {full && <span class="chip">{t("transfer.full")}</span>}
      <Load open={agent.open_conversations} capacity={agent.capacity} />
      <span class="cp t3 num" aria-hidden="true">{agent.open_conversations}/{agent.capacity}</span>
    </label>
  );
}

interface OtherProps { to: To; icon: "people" | "bot"; hint: string; chosen: boolean; onChoose: () => void }

function Other({ to, icon, hint, chosen, onChoose }: OtherProps) {
  return (
    <label class={`taker ${chosen ? "on" : ""}`}>
      <input type="radio" name="taker" value={to.id} checked={chosen} onChange={onChoose} />
      {icon === "bot" ? <Avatar name="" bot /> : <span class="av mono s32"><Icon name="people" small /></span>}
      <span class="grow"><b class="cut m">{to.kind === "bot" ? t("transfer.bot") : to.name}</b><span class="cp t3">{hint}</span></span>
    </label>
  );
}

/** Milliseconds that the dialog waits for the teams: they would push its buttons from under the pointer. */
const PATIENCE = 1000;
let known: Team[] | null = null;

/** The teams as they were last time, or null until they are there or do not come. */
function useTeams(): Team[] | null {
  const [teams, setTeams] = useState(known);
  useEffect(() => {
    let here = true;
    const shown = (now: Team[]): void => { if (here) setTeams(now); };
    const timer = setTimeout(() => setTeams((now) => now ?? []), PATIENCE);
    command<{ teams: Team[] }>("list_teams", {}).then((answer) => shown(known = answer.teams)).catch(() => setTeams((now) => now ?? []));
    return () => { here = false; clearTimeout(timer); };
  }, []);
  return teams;
}

/** Who gives it away is none of those who may take it. */
function teamHint(team: Team): string {
  const here = team.members.filter((id) => id !== state.value.me?.id && state.value.agents[id]?.presence === "online").length;
  return here ? plural("transfer.team_members", here) : t("transfer.team_nobody");
}

function useTransfer(one: Conversation) {
  const [to, setTo] = useState<To | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    if (!to) return setWrong(t("transfer.pick"));
    setBusy(true);
    setWrong(null);
    try {
      await transfer(one.id, to, note);
      close();
    } catch (error) {
      setWrong(errorText(error));
    }
    setBusy(false);
  };
  const choose = (chosen: To): void => { setTo(chosen); setWrong(null); };
  return { to, choose, note, setNote, busy, wrong, submit };
}

type Form = ReturnType<typeof useTransfer>;

function Colleagues({ form, able }: { form: Form; able: Agent[] }) {
  return (
    <fieldset class="takers"><legend>{t("transfer.agents")}</legend>
      {able.length === 0 && <p class="t2 sm none">{t("transfer.nobody")}. {t("transfer.nobody_next")}</p>}
      {able.map((agent) => (
        <Taker key={agent.id} agent={agent} first={agent === able[0]} chosen={agent.id === form.to?.id}
          onChoose={() => form.choose({ kind: "agent", id: agent.id, name: agent.name })} />
      ))}
    </fieldset>
  );
}

/** A message left has nobody in line and nothing for the bot to answer: it goes to people only. */
function Others({ form, one, all }: { form: Form; one: Conversation; all: Team[] }) {
  const teams = all.filter((team) => !(one.waiting && one.team?.id === team.id));
  const bot: To = { kind: "bot", id: "bot", name: t("transfer.the_bot") };
  if (one.kind === "offline") return null;
  return (
    <>
      {teams.length > 0 && (
        <fieldset class="takers"><legend>{t("transfer.teams")}</legend>
          {teams.map((team) => <Other key={team.id} to={{ kind: "team", ...team }} icon="people" hint={teamHint(team)} chosen={form.to?.id === team.id} onChoose={() => form.choose({ kind: "team", id: team.id, name: team.name })} />)}
        </fieldset>
      )}
      {one.assignee?.type !== "bot" && <div class="takers"><Other to={bot} icon="bot" hint={t("transfer.bot_hint")} chosen={form.to?.kind === "bot"} onChoose={() => form.choose(bot)} /></div>}
    </>
  );
}

export function Transfer({ conversation }: { conversation: Conversation }) {
  const teams = useTeams();
  return teams && <Giving one={conversation} teams={teams} />;
}

function Giving({ one, teams }: { one: Conversation; teams: Team[] }) {
  const form = useTransfer(one);
  const able = takers(one, Object.values(state.value.agents));
  const words = form.to ? t("transfer.submit", { name: form.to.name }) : t("transfer.submit_none");
  const footer = (
    <>
      <Button kind="bare" onClick={close}>{t("ui.cancel")}</Button>
      <Button kind="main" type="submit" form="transfer" busy={form.busy ? t("transfer.busy") : undefined}>{words}</Button>
    </>
  );
  return (
    <Dialog title={t("transfer.title", { name: nameOf(one.visitor) })} onClose={close} footer={footer}>
      <form id="transfer" onSubmit={(event) => { event.preventDefault(); void form.submit(); }}>
        <Colleagues form={form} able={able} />
        <Others form={form} one={one} all={teams} />
        <div class="takers-wrong"><ErrorText text={form.wrong} /></div>
        <TextArea label={t("transfer.note")} hint={t("transfer.note_hint")} value={form.note} onInput={form.setNote} rows={3} maxLength={8000} class="note-field" />
      </form>
    </Dialog>
  );
}
