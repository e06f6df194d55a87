// Somebody else saved this flow meanwhile: whose flow it shall be is asked, nothing is thrown away unasked.
import { useState } from "preact/hooks";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, Dialog, ErrorText } from "../../ui";
import { offerUndo } from "../undo";
import { deciding, definition, keepMine, name, saving, takeTheirs } from "./session";
import { saveAs } from "./transfer";

export function Conflict() {
  const [failed, setFailed] = useState<string | null>(null);
  if (saving.value !== "conflict" || !deciding.value) return null;
  const theirs = async (): Promise<void> => offerUndo(t("settings.flows.taken_theirs"), await takeTheirs());
  const settle = (how: () => Promise<unknown>) => (): void => { how().then(() => setFailed(null), (error: unknown) => setFailed(errorText(error))); };
  return (
    <Dialog title={t("settings.flows.conflict")} onClose={() => { deciding.value = false; }} footer={
      <>
        <Button kind="bare" onClick={settle(theirs)}>{t("settings.flows.take_theirs")}</Button>
        <Button onClick={settle(keepMine)}>{t("settings.flows.keep_mine")}</Button>
      </>}>
      <p class="t2">{t("settings.flows.conflict_text")}</p>
      <p><button type="button" class="s-link" autofocus onClick={() => saveAs(name.value, { name: name.value, definition: definition.value })}>{t("settings.flows.conflict_save")}</button></p>
      <ErrorText text={failed} />
    </Dialog>
  );
}
