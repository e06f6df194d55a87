// Signing in. Says why a session ended, keeps what was typed when the answer is no, and leads back to where one was.
import { useState } from "preact/hooks";
import { ApiError } from "../api";
import { errorText } from "../errors";
import { t } from "../i18n";
import { endedBecause, signIn } from "../session";
import { Button, ErrorText, Icon, Mark, TextField } from "../ui";
import { LanguageMenu, ThemeMenu } from "../ui/Preferences";

function Reason() {
  const reason = endedBecause.value;
  if (!reason) return null;
  return <p class="login-why" role="status"><Icon name="info" small />{t(`login.ended.${reason}`)}</p>;
}

interface Wrong { email?: string; password?: string; form?: string }

function check(email: string, password: string): Wrong | null {
  const wrong: Wrong = {};
  if (!email.trim()) wrong.email = t("login.email_missing");
  else if (!email.includes("@")) wrong.email = t("login.email_no_at");
  else if (email.trim().endsWith("@")) wrong.email = t("login.email_cut");
  if (!password) wrong.password = t("login.password_missing");
  return Object.keys(wrong).length ? wrong : null;
}

function useSignIn() {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong>({});
  const submit = async (email: string, password: string): Promise<void> => {
    const missing = check(email, password);
    setWrong(missing ?? {});
    if (missing || busy) return;
    setBusy(true);
    try {
      await signIn(email.trim(), password);
    } catch (error) {
      setBusy(false);
      const code = error instanceof ApiError ? error.code : "";
      setWrong(code === "wrong_credentials" ? { password: errorText(error) } : { form: errorText(error) });
    }
  };
  return { busy, wrong, submit };
}

function Form() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { busy, wrong, submit } = useSignIn();
  const sent = (event: Event): void => { event.preventDefault(); void submit(email, password); };
  return (
    <form onSubmit={sent} noValidate>
      <TextField label={t("login.email")} type="email" name="email" autocomplete="username" value={email} onInput={setEmail} error={wrong.email} dir="ltr" autofocus />
      <TextField label={t("login.password")} type="password" name="password" autocomplete="current-password" value={password} onInput={setPassword} error={wrong.password} />
      <ErrorText text={wrong.form} />
      <Button kind="main" type="submit" busy={busy ? t("login.busy") : undefined} class="wide">{t("login.submit")}</Button>
    </form>
  );
}

export default function Login() {
  document.title = `${t("login.title")} · Deskbell`;
  return (
    <div class="gate">
      <main class="gate-card">
        <div class="gate-brand"><Mark /><span>Deskbell</span></div>
        <h1>{t("login.title")}</h1>
        <Reason />
        <Form />
        <p class="t3 sm">{t("login.no_account")}</p>
        <p class="t3 sm">{t("login.forgot")}</p>
      </main>
      <footer class="gate-foot"><LanguageMenu /><ThemeMenu /></footer>
    </div>
  );
}
