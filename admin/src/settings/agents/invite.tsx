// Inviting by link: who, as what; then the link, shown once.
import { useState } from "preact/hooks";
import { api, ApiError } from "../../api";
import { errorText, fieldErrors } from "../../errors";
import { t } from "../../i18n";
import { Button, Dialog, ErrorText, TextField } from "../../ui";
import type { Invitation } from "../model";
import { CopyBlock } from "../../setup/copy";
import { focusFirstFault } from "../../setup/focus";
import { Held } from "../../setup/held";
import { inboxes, team } from "../store";
import { RoleFields, type Duty } from "./role-fields";

interface Invited { invitation: Invitation; link: string }

/** An older invitation to the same address ended with this one. */
function remember(invitation: Invitation): void {
  const others = team.value?.invitations.filter((one) => one.email !== invitation.email) ?? [];
  if (team.value) team.value = { ...team.value, invitations: [...others, invitation] };
}

function Done({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  return (
    <Dialog wide title={t("settings.invite.done", { name: invited.invitation.name })} onClose={onClose} footer={<Button onClick={onClose}>{t("settings.invite.close")}</Button>}>
      <p class="t2">{t("settings.invite.once", { name: invited.invitation.name })}</p>
      <CopyBlock main focused text={invited.link} label={t("settings.invite.link")} />
      <p class="hint">{t("settings.invite.seven_days")}</p>
    </Dialog>
  );
}

function faultsOf(error: unknown): Record<string, string> {
  const taken = error instanceof ApiError && error.code === "email_taken";
  return taken ? { email: errorText(error) } : fieldErrors(error);
}

function missing(name: string, email: string): Record<string, string> {
  return { ...(name.trim() ? {} : { name: t("settings.invite.name_missing") }), ...(email.trim() ? {} : { email: t("settings.invite.email_missing") }) };
}

export function Invite({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [duty, setDuty] = useState<Duty>({ role: "agent", inbox_ids: (inboxes.value ?? []).map((one) => one.id) });
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [invited, setInvited] = useState<Invited | null>(null);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const empty = missing(name, email);
    setWrong(empty);
    if (Object.keys(empty).length > 0) return focusFirstFault();
    if (busy) return;
    setBusy(true);
    try {
      const made = await api<Invited>("POST", "/api/invitations", { name: name.trim(), email: email.trim(), ...duty });
      remember(made.invitation);
      setInvited(made);
    } catch (error) {
      setBusy(false);
      const fields = faultsOf(error);
      setWrong(fields);
      setFailed(Object.keys(fields).length > 0 ? null : errorText(error));
      focusFirstFault();
    }
  };
  if (invited) return <Done invited={invited} onClose={onClose} />;
  return (
    <Dialog wide asks title={t("settings.invite.title")} onClose={onClose} footer={
      <>
        <Button kind="bare" onClick={onClose}>{t("settings.cancel")}</Button>
        <Button kind="main" type="submit" form="invite" busy={busy ? t("settings.invite.making") : undefined}>{t("settings.invite.make")}</Button>
      </>}>
      <form id="invite" noValidate onSubmit={(event) => void send(event)}>
        <p class="hint">{t("settings.invite.hint")}</p>
        <Held busy={busy}>
          <div class="s-pair">
            <TextField label={t("settings.invite.name")} value={name} maxLength={200} dir="auto" error={wrong["name"]} onInput={setName} autofocus />
            <TextField label={t("settings.invite.email")} type="email" value={email} maxLength={254} dir="ltr" error={wrong["email"]} onInput={setEmail} />
          </div>
          <RoleFields duty={duty} onDuty={setDuty} wrong={wrong} />
        </Held>
        <ErrorText text={failed} />
      </form>
    </Dialog>
  );
}
