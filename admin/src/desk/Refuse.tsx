// Giving back what was just handed to me, with a word for the team if wanted.
import { useState } from "preact/hooks";
import { errorText } from "../errors";
import { t } from "../i18n";
import { Button, Dialog, ErrorText, TextArea } from "../ui";
import type { Conversation } from "../wire";
import { refuse } from "./actions";
import { overlay } from "./dialogs";
import { nameOf } from "./names";
import { state } from "./store";

const close = (): void => { overlay.value = null; };

export function Refuse({ conversation: one }: { conversation: Conversation }) {
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    setBusy(true);
    setWrong(null);
    await refuse(one.id, note).then(close, (error: unknown) => setWrong(errorText(error)));
    setBusy(false);
  };
  const footer = (
    <>
      <Button kind="bare" onClick={close}>{t("ui.cancel")}</Button>
      <Button kind="main" type="submit" form="refuse" busy={busy ? t("transfer.refuse_busy") : undefined}>{t("transfer.refuse_submit")}</Button>
    </>
  );
  const agent = state.value.agents[one.handed_by ?? ""]?.name ?? "";
  return (
    <Dialog title={t("transfer.refuse_title", { name: nameOf(one.visitor) })} onClose={close} footer={footer}>
      <form id="refuse" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <p class="t2 spaced">{t("transfer.refuse_text", { agent })}</p>
        <TextArea label={t("transfer.note")} hint={t("transfer.note_hint")} value={note} onInput={setNote} rows={3} maxLength={8000} class="note-field" />
        <ErrorText text={wrong} />
      </form>
    </Dialog>
  );
}
