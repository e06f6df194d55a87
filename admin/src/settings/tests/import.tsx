// The test set out of a CSV file, with the rows that were refused.
import { useState } from "preact/hooks";
import { errorText } from "../../errors";
import { has, plural, t } from "../../i18n";
import { Button, Dialog } from "../../ui";
import { FileDrop } from "../parts/file-drop";
import { Refusals } from "../parts/refusals";
import { importTests, type Summary } from "./store";

const reason = (code: string, fallback: string): string => (has(`settings.tests.refused.${code}`) ? t(`settings.tests.refused.${code}`) : fallback);

function Found({ summary }: { summary: Summary }) {
  return (
    <div role="status">
      <p>{plural("settings.tests.imported", summary.added)}</p>
      <Refusals count={summary.refused_count} all={summary.refused.map((one) => ({ where: one.row, why: reason(one.code, errorText(one)) }))} />
    </div>
  );
}

export function ImportDialog({ inboxId, onClose }: { inboxId: string; onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [replace, setReplace] = useState(false);
  const [summary, setSummary] = useState<Summary | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (!file) return setFailed(t("settings.answers.import_none"));
    setBusy(true);
    setFailed(null);
    await importTests(inboxId, file, replace).then(setSummary, (error: unknown) => setFailed(errorText(error)));
    setBusy(false);
  };
  return (
    <Dialog wide title={t("settings.tests.import")} onClose={onClose} footer={
      summary ? <Button kind="main" onClick={onClose}>{t("ui.close")}</Button> : (
        <>
          <Button kind="bare" onClick={onClose}>{t("settings.cancel")}</Button>
          <Button kind="main" type="submit" form="import-tests" busy={busy ? t("settings.answers.importing") : undefined}>{t("settings.answers.import_start")}</Button>
        </>
      )}>
      {summary ? <Found summary={summary} /> : (
        <form id="import-tests" noValidate onSubmit={(event) => void submit(event)}>
          <FileDrop label={t("settings.answers.import_file")} hint={t("settings.tests.import_hint")} accept=".csv" file={file} error={failed} onFile={(chosen) => { setFile(chosen); setFailed(null); }} />
          <label class="s-tick"><input type="checkbox" checked={replace} onChange={(event) => setReplace(event.currentTarget.checked)} /><span>{t("settings.tests.replace")}</span></label>
        </form>
      )}
    </Dialog>
  );
}
