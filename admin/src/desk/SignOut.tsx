// Signing out in the middle of talks: where the visitors go, back in line or all to one colleague.
import { useState } from "preact/hooks";
import { errorText } from "../errors";
import { plural, t } from "../i18n";
import { talksOf } from "../state/views";
import { Button, Dialog, ErrorText } from "../ui";
import { overlay } from "./dialogs";
import { goOut } from "./leaving";
import { takersOfAll } from "./rights";
import { state } from "./store";
import { Taker } from "./Transfer";

const close = (): void => { overlay.value = null; };

function useLeaving() {
  const [to, setTo] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    setBusy(true);
    setWrong(null);
    try {
      await goOut(to);
      close();
    } catch (error) {
      setWrong(errorText(error));
    }
    setBusy(false);
  };
  return { to, setTo, busy, wrong, submit };
}

function BackInLine({ chosen, onChoose }: { chosen: boolean; onChoose: () => void }) {
  return (
    <label class={`taker ${chosen ? "on" : ""}`}>
      <input type="radio" name="taker" checked={chosen} autofocus onChange={onChoose} />
      <span class="grow"><b class="m">{t("sign_out.line")}</b><span class="cp t3">{t("sign_out.line_hint")}</span></span>
    </label>
  );
}

export function SignOut() {
  const form = useLeaving();
  const talks = talksOf(state.value);
  const able = takersOfAll(talks, Object.values(state.value.agents));
  const footer = (
    <>
      <Button kind="bare" onClick={close}>{t("ui.cancel")}</Button>
      <Button kind="main" type="submit" form="sign-out" busy={form.busy ? t("sign_out.busy") : undefined}>{t("sign_out.submit")}</Button>
    </>
  );
  return (
    <Dialog title={plural("sign_out.title", talks.length)} onClose={close} footer={footer}>
      <form id="sign-out" onSubmit={(event) => { event.preventDefault(); void form.submit(); }}>
        <fieldset class="takers"><legend>{t("sign_out.where")}</legend>
          <BackInLine chosen={form.to === undefined} onChoose={() => form.setTo(undefined)} />
          {able.map((agent) => <Taker key={agent.id} agent={agent} first={false} chosen={agent.id === form.to} onChoose={() => form.setTo(agent.id)} />)}
        </fieldset>
        {able.length === 0 && <p class="t2">{t("sign_out.nobody")}</p>}
        <ErrorText text={form.wrong} />
      </form>
    </Dialog>
  );
}
