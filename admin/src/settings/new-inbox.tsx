// A new inbox: its name, its first language and its time zone. The rest is set on its pages.
import { useState } from "preact/hooks";
import { api } from "../api";
import { errorText, fieldErrors } from "../errors";
import { locale, LOCALE_NAMES, LOCALES, t } from "../i18n";
import { navigate } from "../router";
import { Held } from "../setup/held";
import { Button, Dialog, ErrorText, SelectField, TextField } from "../ui";
import type { Inbox } from "./model";
import { chooseInbox, replaceInbox } from "./store";

const languages = LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }));
const hereZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function NewInbox({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [language, setLanguage] = useState<string>(locale.value);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const wrong = fieldErrors(error);
  const make = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const { inbox } = await api<{ inbox: Inbox }>("POST", "/api/inboxes", { name: name.trim(), locale: language, time_zone: hereZone() });
      replaceInbox(inbox);
      chooseInbox(inbox.id);
      onClose();
      navigate("/settings/brand");
    } catch (failed) {
      setError(failed);
      setBusy(false);
    }
  };
  return (
    <Dialog asks title={t("settings.inbox.new")} onClose={onClose} footer={
      <>
        <Button kind="bare" onClick={onClose}>{t("settings.cancel")}</Button>
        <Button kind="main" type="submit" form="new-inbox" busy={busy ? t("settings.inbox.making") : undefined}>{t("settings.inbox.make")}</Button>
      </>}>
      <form id="new-inbox" noValidate onSubmit={(event) => void make(event)}>
        <Held busy={busy}>
          <TextField label={t("settings.inbox.name")} hint={t("settings.inbox.name_hint")} value={name} onInput={setName} maxLength={200} error={wrong["name"]} autofocus />
          <SelectField label={t("settings.inbox.language")} value={language} choices={languages} onChange={setLanguage} error={wrong["locale"]} />
        </Held>
        <p class="hint">{t("settings.inbox.zone_hint", { zone: hereZone() })}</p>
        <ErrorText text={error && Object.keys(wrong).length === 0 ? errorText(error) : null} />
      </form>
    </Dialog>
  );
}
