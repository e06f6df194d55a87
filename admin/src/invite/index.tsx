// A link that invites somebody: who asks them to what, their name and a password. The token comes from the fragment,
// which browsers never send, and goes to the server in a body only.
import { useEffect, useState } from "preact/hooks";
import { api, ApiError } from "../api";
import { errorText, fieldErrors } from "../errors";
import { t } from "../i18n";
import { navigate } from "../router";
import { loadSession } from "../session";
import { focusFirstFault } from "../setup/focus";
import { Held } from "../setup/held";
import { PasswordField, passwordFault } from "../setup/password";
import { Button, ErrorText, Mark, TextField } from "../ui";
import { LanguageMenu, ThemeMenu } from "../ui/Preferences";
import type { Role } from "../wire";

export { strings } from "../setup/words";

interface Shown { name: string; email: string; role: Role; organization: string }

// It stays in the address until it is used, so that a reload does not lose it.
const token = location.hash.slice(1);
const startAnew = (): void => location.reload();

function useInvitation(): { shown: Shown | null; error: unknown } {
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    api<Shown>("POST", "/api/invitations/show", { token }).then(setShown, setError);
    // Another link pasted into this tab changes the fragment only, which loads nothing by itself.
    addEventListener("hashchange", startAnew);
    return () => removeEventListener("hashchange", startAnew);
  }, []);
  return { shown, error };
}

function Accept({ shown }: { shown: Shown }) {
  const [name, setName] = useState(shown.name);
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const accept = async (event: Event): Promise<void> => {
    event.preventDefault();
    const fault = passwordFault(password);
    const empty = { ...(name.trim() ? {} : { name: t("setup.missing.name") }), ...(fault ? { password: fault } : {}) };
    setWrong(empty);
    setFailed(null);
    if (Object.keys(empty).length > 0) return focusFirstFault();
    if (busy) return;
    setBusy(true);
    try {
      await api("POST", "/api/invitations/accept", { token, name: name.trim(), password });
      await loadSession();
      navigate("/desk", { replace: true });
    } catch (error) {
      setBusy(false);
      setWrong(fieldErrors(error));
      setFailed(Object.keys(fieldErrors(error)).length > 0 ? null : errorText(error));
      focusFirstFault();
    }
  };
  return (
    <>
      <h1>{t("invite.title", { organization: shown.organization })}</h1>
      <p class="t2 e-lead">{t(`invite.role.${shown.role}`)}</p>
      <form noValidate onSubmit={(event) => void accept(event)}>
        <div class="field"><span class="s-label">{t("setup.email")}</span><div class="wrap" dir="ltr">{shown.email}</div></div>
        <input class="hidden" type="text" autocomplete="username" tabIndex={-1} aria-hidden="true" readOnly value={shown.email} />
        <Held busy={busy}>
          <TextField label={t("setup.name")} hint={t("invite.name_hint")} value={name} autocomplete="name" maxLength={200} dir="auto" error={wrong["name"]} onInput={setName} />
          <PasswordField label={t("setup.password")} name="new-password" value={password} error={wrong["password"]} onInput={setPassword} />
        </Held>
        <ErrorText text={failed} />
        <Button kind="main" type="submit" class="wide" busy={busy ? t("invite.busy") : undefined}>{t("invite.submit")}</Button>
      </form>
    </>
  );
}

function Refused({ error }: { error: unknown }) {
  const gone = error instanceof ApiError && error.status >= 400 && error.status < 500 && error.code !== "rate_limited";
  return (
    <>
      <h1>{t(gone ? "invite.gone" : "invite.unreachable")}</h1>
      <p class="t2 e-lead">{gone ? t("invite.gone_next") : errorText(error)}</p>
      <a class="bt wide" href="/login">{t("setup.to_login")}</a>
    </>
  );
}

export default function Invite() {
  const { shown, error } = useInvitation();
  document.title = `${t("invite.page")} · Deskbell`;
  return (
    <div class="gate">
      <main class="gate-card">
        <div class="gate-brand"><Mark /><span>Deskbell</span></div>
        {shown && <Accept shown={shown} />}
        {error !== null && <Refused error={error} />}
      </main>
      <footer class="gate-foot"><LanguageMenu /><ThemeMenu /></footer>
    </div>
  );
}
