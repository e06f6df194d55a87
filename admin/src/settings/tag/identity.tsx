// Signed identity: the secret with which the website's server says who its visitor is, shown on request, and how it is used.
import { useState } from "preact/hooks";
import { api } from "../../api";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { CopyBlock } from "../../setup/copy";
import { Button, Dialog, ErrorText, Segmented, toast } from "../../ui";
import type { Inbox } from "../model";
import { callOnPage, LANGUAGES, sampleIn, type Language } from "./samples";

interface Secret { secret: string; earlier_is_good: boolean }

const ask = (method: "GET" | "POST", of: Inbox): Promise<Secret> => api<Secret>(method, `/api/inboxes/${of.id}/identity`);

function useSecret(of: Inbox) {
  const [known, setKnown] = useState<Secret | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (method: "GET" | "POST"): Promise<boolean> => {
    setBusy(true);
    setFault(null);
    try {
      setKnown(await ask(method, of));
      return true;
    } catch (error) {
      setFault(errorText(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { known, fault, busy, run };
}

function Rotate({ onClose, onRotate, busy }: { onClose: () => void; onRotate: () => void; busy: boolean }) {
  const footer = (
    <>
      <Button kind="bare" onClick={onClose}>{t("ui.cancel")}</Button>
      <Button kind="main" busy={busy ? t("settings.identity.rotating") : undefined} onClick={onRotate}>{t("settings.identity.rotate")}</Button>
    </>
  );
  return <Dialog title={t("settings.identity.rotate_title")} onClose={onClose} footer={footer}><p>{t("settings.identity.rotate_hint")}</p></Dialog>;
}

function SecretPart({ of }: { of: Inbox }) {
  const { known, fault, busy, run } = useSecret(of);
  const [asking, setAsking] = useState(false);
  const rotate = async (): Promise<void> => {
    if (await run("POST")) toast({ text: t("settings.identity.rotated") });
    setAsking(false);
  };
  if (!known) return <><Button icon="lock" busy={busy ? t("settings.identity.showing") : undefined} onClick={() => void run("GET")}>{t("settings.identity.show")}</Button><ErrorText text={fault} /></>;
  return (
    <>
      <CopyBlock text={known.secret} label={t("settings.identity.secret")} focused />
      <p class="hint s-under">{t(known.earlier_is_good ? "settings.identity.earlier_is_good" : "settings.identity.keep")}</p>
      <div><Button tiny icon="retry" onClick={() => setAsking(true)}>{t("settings.identity.rotate")}</Button></div>
      <ErrorText text={fault} />
      {asking && <Rotate busy={busy} onClose={() => setAsking(false)} onRotate={() => void rotate()} />}
    </>
  );
}

export function IdentityPart({ of }: { of: Inbox }) {
  const [language, setLanguage] = useState<Language>("node");
  return (
    <fieldset>
      <legend>{t("settings.identity.title")}</legend>
      <p class="hint">{t("settings.identity.hint")}</p>
      <SecretPart key={of.id} of={of} />
      <p class="hint s-over-block">{t("settings.identity.on_server")}</p>
      <Segmented label={t("settings.identity.language")} value={language} onChange={setLanguage} choices={LANGUAGES} />
      <CopyBlock text={sampleIn(language)} label={t("settings.identity.on_server")} />
      <p class="hint s-over-block">{t("settings.identity.on_page")}</p>
      <CopyBlock text={callOnPage} label={t("settings.identity.on_page")} />
    </fieldset>
  );
}
