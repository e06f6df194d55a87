// Somebody else saved this language meanwhile: whose words shall stand is asked, and theirs stay among the versions.
import { useState } from "preact/hooks";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, Dialog, ErrorText } from "../../ui";
import { nameOf } from "../brand/language-bar";
import { conflict, settle, SHARED } from "./work";

export function Conflict() {
  const [failed, setFailed] = useState<string | null>(null);
  if (conflict.value === null) return null;
  const decide = (mine: boolean) => (): void => { settle(mine).then(() => setFailed(null), (error: unknown) => setFailed(errorText(error))); };
  return (
    <Dialog title={conflict.value === SHARED ? t("settings.answers.conflict_shared") : t("settings.answers.conflict", { language: nameOf(conflict.value) })} onClose={() => { conflict.value = null; }} footer={
      <>
        <Button kind="bare" onClick={decide(false)}>{t("settings.answers.take_theirs")}</Button>
        <Button onClick={decide(true)}>{t("settings.answers.keep_mine")}</Button>
      </>}>
      <p class="t2">{t(conflict.value === SHARED ? "settings.answers.conflict_shared_text" : "settings.answers.conflict_text")}</p>
      <ErrorText text={failed} />
    </Dialog>
  );
}
