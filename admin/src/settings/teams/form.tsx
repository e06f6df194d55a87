// What the dialogs of a team and a skill have in common: saving, faults beside their fields, and closing when all is sent.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { errorText, fieldErrors } from "../../errors";
import { t } from "../../i18n";
import { focusFirstFault } from "../../setup/focus";
import { Button, Dialog, ErrorText, toast } from "../../ui";

export type Faults = Record<string, string>;
interface FormDialogProps { title: string; name: string; faultsOf: () => Faults; save: () => Promise<void>; onClose: () => void; children: (wrong: Faults) => ComponentChildren }

export function FormDialog({ title, name, faultsOf, save, onClose, children }: FormDialogProps) {
  const [wrong, setWrong] = useState<Faults>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const faults = faultsOf();
    setWrong(faults);
    setFailed(null);
    if (Object.keys(faults).length > 0) return focusFirstFault();
    if (busy) return;
    setBusy(true);
    try {
      await save();
      toast({ text: t("settings.teams.saved", { name }) });
      return onClose();
    } catch (error) {
      setWrong(fieldErrors(error));
      setFailed(Object.keys(fieldErrors(error)).length > 0 ? null : errorText(error));
      focusFirstFault();
    }
    setBusy(false);
  };
  return (
    <Dialog wide asks title={title} onClose={onClose} footer={
      <>
        <Button kind="bare" onClick={onClose}>{t("settings.cancel")}</Button>
        <Button kind="main" type="submit" form="group" busy={busy ? t("settings.saving") : undefined}>{t("settings.save.save")}</Button>
      </>}>
      <form id="group" noValidate onSubmit={(event) => void send(event)}>
        {children(wrong)}
        <ErrorText text={failed} />
      </form>
    </Dialog>
  );
}
