// The first visit to an empty desk: the code from the console, who runs it, the first inbox; then the tag to copy.
import { useEffect, useState } from "preact/hooks";
import { api, ApiError } from "../api";
import { errorText, fieldErrors } from "../errors";
import { locale, LOCALE_NAMES, LOCALES, t } from "../i18n";
import { loadSession } from "../session";
import { CopyBlock } from "./copy";
import { Button, ErrorText, Mark, SelectField, TextField } from "../ui";
import { LanguageMenu, ThemeMenu } from "../ui/Preferences";
import { focusFirstFault } from "./focus";
import { Held } from "./held";
import { PasswordField, passwordFault } from "./password";

export { strings } from "./words";

interface Form { code: string; organization: string; name: string; email: string; password: string; inbox: string; language: string; zone: string }
type Put = (part: Partial<Form>) => void;
type Wrong = Record<string, string>;

const hereZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = (): string[] => [...new Set([hereZone(), ...Intl.supportedValuesOf("timeZone"), "UTC"])];

function missing(form: Form): Wrong {
  const names = (["code", "organization", "name", "email", "inbox"] as const).filter((name) => !form[name].trim());
  const fault = passwordFault(form.password);
  return { ...Object.fromEntries(names.map((name) => [name, t(`setup.missing.${name}`)])), ...(fault ? { password: fault } : {}) };
}

function bodyOf(form: Form): Record<string, unknown> {
  return {
    code: form.code.trim(), organization: form.organization.trim(),
    admin: { name: form.name.trim(), email: form.email.trim(), password: form.password },
    inbox: { name: form.inbox.trim(), locale: form.language, time_zone: form.zone },
  };
}

/** The server looks at the code before anything else. While that is wrong nothing else matters; then our own words for what is missing go first. */
function faultsOf(error: unknown, form: Form): Wrong {
  const code = error instanceof ApiError ? error.code : "";
  if (code === "wrong_setup_code") return { code: errorText(error) };
  return code === "invalid_fields" ? { ...flatten(error), ...missing(form) } : {};
}

/** The API names fields as they nest (`admin.name`); the form has them flat. */
function flatten(error: unknown): Wrong {
  const names: Record<string, string> = { "admin.name": "name", "admin.email": "email", "admin.password": "password", "inbox.name": "inbox", "inbox.locale": "language", "inbox.time_zone": "zone" };
  return Object.fromEntries(Object.entries(fieldErrors(error)).map(([field, text]) => [names[field] ?? field, text]));
}

function Steps({ form, put, wrong }: { form: Form; put: Put; wrong: Wrong }) {
  return (
    <>
      <TextField label={t("setup.code")} hint={t("setup.code_hint")} value={form.code} dir="ltr" autocomplete="one-time-code" autofocus error={wrong["code"]} onInput={(code) => put({ code })} />
      <fieldset class="e-step">
        <legend>{t("setup.you")}</legend>
        <TextField label={t("setup.organization")} value={form.organization} autocomplete="organization" maxLength={200} dir="auto" error={wrong["organization"]} onInput={(organization) => put({ organization })} />
        <div class="e-pair">
          <TextField label={t("setup.name")} value={form.name} autocomplete="name" maxLength={200} dir="auto" error={wrong["name"]} onInput={(name) => put({ name })} />
          <TextField label={t("setup.email")} type="email" value={form.email} autocomplete="username" maxLength={254} dir="ltr" error={wrong["email"]} onInput={(email) => put({ email })} />
        </div>
        <PasswordField label={t("setup.password")} name="new-password" value={form.password} error={wrong["password"]} onInput={(password) => put({ password })} />
      </fieldset>
      <fieldset class="e-step">
        <legend>{t("setup.first_inbox")}</legend>
        <p class="hint">{t("setup.first_inbox_hint")}</p>
        <TextField label={t("setup.inbox")} value={form.inbox} maxLength={200} dir="auto" placeholder={t("setup.inbox_placeholder")} error={wrong["inbox"]} onInput={(inbox) => put({ inbox })} />
        <div class="e-pair">
          <SelectField label={t("setup.language")} value={form.language} choices={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))} error={wrong["language"]} onChange={(language) => put({ language })} />
          <SelectField label={t("setup.zone")} value={form.zone} choices={zones().map((value) => ({ value, label: value.replaceAll("_", " ") }))} error={wrong["zone"]} onChange={(zone) => put({ zone })} />
        </div>
      </fieldset>
    </>
  );
}

function Start({ onDone }: { onDone: (inboxId: string) => void }) {
  const [form, setForm] = useState<Form>({ code: "", organization: "", name: "", email: "", password: "", inbox: "", language: locale.value, zone: hereZone() });
  const [wrong, setWrong] = useState<Wrong>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const begin = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setFailed(null);
    if (!form.code.trim()) {
      setWrong(missing(form));
      return focusFirstFault();
    }
    setBusy(true);
    try {
      const { inbox } = await api<{ inbox: { id: string } }>("POST", "/api/setup", bodyOf(form));
      await loadSession();
      onDone(inbox.id);
    } catch (error) {
      setBusy(false);
      const faults = faultsOf(error, form);
      setWrong(faults);
      setFailed(Object.keys(faults).length > 0 ? null : errorText(error));
      focusFirstFault();
    }
  };
  return (
    <>
      <h1>{t("setup.title")}</h1>
      <p class="t2 e-lead">{t("setup.lead")}</p>
      <form noValidate onSubmit={(event) => void begin(event)}>
        <Held busy={busy}><Steps form={form} put={(part) => setForm({ ...form, ...part })} wrong={wrong} /></Held>
        <ErrorText text={failed} />
        <Button kind="main" type="submit" class="wide" busy={busy ? t("setup.busy") : undefined}>{t("setup.submit")}</Button>
      </form>
    </>
  );
}

function Done({ inboxId }: { inboxId: string }) {
  const [snippet, setSnippet] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    api<{ snippet: string }>("GET", `/api/inboxes/${inboxId}/embed`).then((answer) => setSnippet(answer.snippet), (failed: unknown) => setError(errorText(failed)));
  }, [inboxId]);
  return (
    <>
      <h1>{t("setup.done")}</h1>
      <p class="t2 e-lead">{t("setup.done_lead")}</p>
      {snippet && <CopyBlock main text={snippet} label={t("setup.tag")} />}
      <ErrorText text={error} />
      <ol class="e-next">
        <li><a href="/settings/origins">{t("setup.next_origins")}</a><span class="hint">{t("setup.next_origins_hint")}</span></li>
        <li><a href="/settings/answers">{t("setup.next_answers")}</a><span class="hint">{t("setup.next_answers_hint")}</span></li>
        <li><a href="/settings/brand">{t("setup.next_brand")}</a><span class="hint">{t("setup.next_brand_hint")}</span></li>
        <li><a href="/desk">{t("setup.next_desk")}</a><span class="hint">{t("setup.next_desk_hint")}</span></li>
      </ol>
    </>
  );
}

function Over() {
  return <><h1>{t("setup.over")}</h1><p class="t2 e-lead">{t("setup.over_lead")}</p><a class="bt main wide" href="/login">{t("setup.to_login")}</a></>;
}

function Inside() {
  const [needed, setNeeded] = useState<boolean | null>(null);
  const [inboxId, setInboxId] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    api<{ needed: boolean }>("GET", "/api/setup").then((answer) => setNeeded(answer.needed), (failed: unknown) => setError(errorText(failed)));
  }, []);
  if (inboxId) return <Done inboxId={inboxId} />;
  if (error) return <ErrorText text={error} />;
  if (needed === null) return null;
  return needed ? <Start onDone={setInboxId} /> : <Over />;
}

export default function Setup() {
  document.title = `${t("setup.title")} · Deskbell`;
  return (
    <div class="gate">
      <main class="gate-card wide">
        <div class="gate-brand"><Mark /><span>Deskbell</span></div>
        <Inside />
      </main>
      <footer class="gate-foot"><LanguageMenu /><ThemeMenu /></footer>
    </div>
  );
}
