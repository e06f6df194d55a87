// Whom somebody in line is given to: anybody who is here, full or not, or the leader.
import { useState } from "preact/hooks";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, Dialog, ErrorText } from "../../ui";
import { myId } from "../store";
import { Taker } from "../Transfer";
import { assign, assigning, take, type Given } from "./actions";
import { floor } from "./store";

const close = (): void => { assigning.value = null; };

export function Assign({ of }: { of: Given }) {
  const [to, setTo] = useState<string | null>(null);
  const [busy, setBusy] = useState<"assign" | "take" | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const agents = (floor.value?.agents ?? []).map(({ agent }) => agent);
  const able = agents.filter((agent) => agent.presence !== "offline" && agent.id !== myId.value);
  const chosen = able.find((agent) => agent.id === to);
  const run = async (what: "assign" | "take", act: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(what);
    setWrong(null);
    await act().then(close, (error: unknown) => setWrong(errorText(error)));
    setBusy(null);
  };
  const submit = (): void => (chosen ? void run("assign", () => assign(of, chosen)) : setWrong(t("floor.assign_pick")));
  const full = able.some((agent) => agent.open_conversations >= agent.capacity);
  const words = chosen ? t("floor.assign_submit", { name: chosen.name }) : t("floor.assign");
  const footer = (
    <>
      <Button kind="bare" disabled={busy === "assign"} busy={busy === "take" ? t("floor.assign_busy") : undefined} onClick={() => void run("take", () => take(of))}>{t("floor.take_myself")}</Button><span class="grow" />
      <Button kind="bare" onClick={close}>{t("ui.cancel")}</Button>
      {able.length > 0 && <Button kind="main" type="submit" form="assign" disabled={busy === "take"} busy={busy === "assign" ? t("floor.assign_busy") : undefined}>{words}</Button>}
    </>
  );
  return (
    <Dialog title={t("floor.assign_title", { name: of.name })} onClose={close} footer={footer}>
      <form id="assign" onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <fieldset class="takers"><legend class="hidden">{t("floor.agents")}</legend>
          {(full || !able.length) && <p class="t2 sm spaced">{t(full ? "floor.assign_hint" : "transfer.nobody_next")}</p>}
          {able.map((agent) => <Taker key={agent.id} agent={agent} first={agent === able[0]} chosen={agent.id === to} onChoose={() => { setTo(agent.id); setWrong(null); }} />)}
          <ErrorText text={wrong} />
        </fieldset>
      </form>
    </Dialog>
  );
}
