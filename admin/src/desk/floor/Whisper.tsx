// A word to an agent about the visitor they are talking with, without leaving the floor.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, Dialog, TextArea } from "../../ui";
import { whisper, whispering, type WhisperTo } from "./actions";

const close = (): void => { whispering.value = null; };

export function Whisper({ to }: { to: WhisperTo }) {
  const [text, setText] = useState("");
  const submit = (): void => {
    if (!text.trim()) return;
    whisper(to, text.trim());
    close();
  };
  const footer = (
    <>
      <Button kind="bare" onClick={close}>{t("ui.cancel")}</Button>
      <Button kind="main" icon="whisper" type="submit" form="whisper" disabled={!text.trim()}>{t("floor.whisper_submit")}</Button>
    </>
  );
  return (
    <Dialog title={t("floor.whisper_title", { agent: to.agent })} onClose={close} footer={footer}>
      <form id="whisper" onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <TextArea label={t("floor.whisper_field", { agent: to.agent })} hint={t("floor.whisper_hint", { visitor: to.visitor })} value={text} onInput={setText} rows={3} maxLength={8000} class="note-field" autofocus />
      </form>
    </Dialog>
  );
}
