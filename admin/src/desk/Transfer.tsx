// Giving a conversation to a colleague: who is here and how much they have, and a word for them if wanted.
import { useState } from "preact/hooks";
import { errorText } from "../errors";
import { t } from "../i18n";
import { Avatar, Button, Dialog, ErrorText, Load, TextArea } from "../ui";
import type { Agent, Conversation } from "../wire";
import { transfer } from "./actions";
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

function useTransfer(one: Conversation) {
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = async (agent: Agent | undefined): Promise<void> => {
    if (!agent) return setWrong(t("transfer.pick"));
    setBusy(true);
    setWrong(null);
    try {
      await transfer(one.id, agent, note);
      close();
    } catch (error) {
      setWrong(errorText(error));
    }
    setBusy(false);
  };
  const choose = (id: string): void => { setTo(id); setWrong(null); };
  return { to, choose, note, setNote, busy, wrong, submit };
}

export function Transfer({ conversation: one }: { conversation: Conversation }) {
  const form = useTransfer(one);
  const able = takers(one, Object.values(state.value.agents));
  const chosen = able.find((agent) => agent.id === form.to);
  const words = chosen ? t("transfer.submit", { name: chosen.name }) : t("transfer.submit_none");
  const footer = (
    <>
      <Button kind="bare" onClick={close}>{t("ui.cancel")}</Button>
      {able.length > 0 && <Button kind="main" type="submit" form="transfer" busy={form.busy ? t("transfer.busy") : undefined}>{words}</Button>}
    </>
  );
  return (
    <Dialog title={t("transfer.title", { name: nameOf(one.visitor) })} onClose={close} footer={footer}>
      {able.length === 0 ? <div><p class="b">{t("transfer.nobody")}</p><p class="t2">{t("transfer.nobody_next")}</p></div> : (
        <form id="transfer" onSubmit={(event) => { event.preventDefault(); void form.submit(chosen); }}>
          <fieldset class="takers"><legend>{t("transfer.to")}</legend>
            {able.map((agent) => <Taker key={agent.id} agent={agent} first={agent === able[0]} chosen={agent.id === form.to} onChoose={() => form.choose(agent.id)} />)}
            <ErrorText text={form.wrong} />
          </fieldset>
          <TextArea label={t("transfer.note")} hint={t("transfer.note_hint")} value={form.note} onInput={form.setNote} rows={3} maxLength={8000} class="note-field" />
        </form>
      )}
    </Dialog>
  );
}
