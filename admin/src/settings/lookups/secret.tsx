// The secret with which every request is signed: shown once, and how the business's server knows the signature by it.
import { useState } from "preact/hooks";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { CopyBlock } from "../../setup/copy";
import { Button, Dialog, ErrorText, Segmented } from "../../ui";
import { checkIn, LANGUAGES, type Language } from "./samples";
import { renewSecret } from "./store";

function HowToCheck() {
  const [language, setLanguage] = useState<Language>("node");
  return (
    <>
      <p class="hint s-over-block">{t("settings.lookups.check")}</p>
      <Segmented label={t("settings.identity.language")} value={language} onChange={setLanguage} choices={LANGUAGES} />
      <CopyBlock text={checkIn(language)} label={t("settings.lookups.check")} />
    </>
  );
}

export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog wide title={t("settings.lookups.secret_title")} onClose={onClose} footer={<Button kind="main" onClick={onClose}>{t("settings.lookups.secret_done")}</Button>}>
      <p>{t("settings.lookups.secret_once")}</p>
      <CopyBlock text={secret} label={t("settings.identity.secret")} focused />
      <HowToCheck />
    </Dialog>
  );
}

function Renew({ id, onSecret, onClose }: { id: string; onSecret: (secret: string) => void; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const renew = (): void => {
    setBusy(true);
    renewSecret(id).then(onSecret, (error: unknown) => { setBusy(false); setFault(errorText(error)); });
  };
  return (
    <Dialog title={t("settings.identity.rotate_title")} onClose={onClose} footer={
      <>
        <Button kind="bare" onClick={onClose}>{t("ui.cancel")}</Button>
        <Button kind="main" busy={busy ? t("settings.identity.rotating") : undefined} onClick={renew}>{t("settings.identity.rotate")}</Button>
      </>}>
      <p>{t("settings.lookups.renew_hint")}</p>
      <ErrorText text={fault} />
    </Dialog>
  );
}

/** Of a look-up that is saved: the secret itself is not shown again. */
export function SecretPart({ id, onSecret }: { id: string; onSecret: (secret: string) => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <fieldset>
      <legend>{t("settings.identity.secret")}</legend>
      <p class="hint">{t("settings.lookups.secret_kept")}</p>
      <div><Button tiny icon="retry" onClick={() => setAsking(true)}>{t("settings.identity.rotate")}</Button></div>
      {asking && <Renew id={id} onClose={() => setAsking(false)} onSecret={(secret) => { setAsking(false); onSecret(secret); }} />}
    </fieldset>
  );
}
