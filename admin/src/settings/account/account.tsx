// My account: name, face, language, colours of the screen, and the password.
import { useState } from "preact/hooks";
import { api } from "../../api";
import { errorText, fieldErrors } from "../../errors";
import { locale, LOCALE_NAMES, LOCALES, setLocale, t, type Locale } from "../../i18n";
import { agent, loadSession } from "../../session";
import { PasswordField, passwordFault } from "../../setup/password";
import { setTheme, theme, THEMES, type Theme } from "../../theme";
import { Button, ErrorText, Segmented, Switch, TextField, toast } from "../../ui";
import { NotLoaded } from "../parts/broken";
import { FacePicker } from "../parts/face-picker";
import { useLoaded } from "../parts/loaded";

function Who() {
  const me = agent.value;
  const [name, setName] = useState(me?.name ?? "");
  const [face, setFace] = useState<string | null>(me?.face ?? null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const changed = name.trim() !== me?.name || face !== (me.face ?? null);
  const wrong = fieldErrors(error);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!name.trim()) return setError(null);
    if (busy) return;
    setBusy(true);
    try {
      await api("PATCH", "/api/me", { name: name.trim(), face });
      await loadSession();
      setError(null);
      toast({ text: t("settings.account.saved") });
    } catch (failed) {
      setError(failed);
    }
    setBusy(false);
  };
  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <fieldset>
        <legend>{t("settings.account.who")}</legend>
        <p class="hint">{t("settings.account.who_hint")}</p>
        <TextField label={t("settings.invite.name")} value={name} maxLength={200} dir="auto" autocomplete="name" onInput={setName} error={wrong["name"] ?? (name.trim() ? null : t("settings.invite.name_missing"))} />
        <FacePicker name={name} face={face} onPick={setFace} />
        <ErrorText text={error && Object.keys(wrong).length === 0 ? errorText(error) : null} />
        <Button type="submit" kind="main" busy={busy ? t("settings.saving") : undefined} disabled={!changed || !name.trim()}>{t("settings.save.save")}</Button>
      </fieldset>
    </form>
  );
}

async function speak(to: Locale): Promise<void> {
  await setLocale(to);
  await api("PATCH", "/api/me", { locale: to }).catch((error: unknown) => toast({ text: errorText(error), kind: "bad" }));
}

function Looks() {
  return (
    <fieldset>
      <legend>{t("settings.account.looks")}</legend>
      <div class="field"><span class="s-label">{t("settings.account.language")}</span>
        <Segmented label={t("settings.account.language")} value={locale.value} onChange={(to) => void speak(to)} choices={LOCALES.map((value) => ({ value, label: <span lang={value}>{LOCALE_NAMES[value]}</span> }))} />
      </div>
      <div class="field"><span class="s-label">{t("settings.account.theme")}</span>
        <Segmented<Theme> label={t("settings.account.theme")} value={theme.value} onChange={setTheme} choices={THEMES.map((value) => ({ value, label: t(`settings.account.theme_${value}`) }))} />
      </div>
    </fieldset>
  );
}

interface Mine { serves_again: boolean }

/** Saved with the press: one switch is no form. */
function Served() {
  const loaded = useLoaded(async () => setOn((await api<{ agent: Mine }>("GET", "/api/me")).agent.serves_again), []);
  const [on, setOn] = useState<boolean | null>(null);
  const flip = async (fresh: boolean): Promise<void> => {
    setOn(fresh);
    try {
      await api("PATCH", "/api/me", { serves_again: fresh });
    } catch (error) {
      setOn(!fresh);
      toast({ text: errorText(error), kind: "bad" });
    }
  };
  return (
    <fieldset>
      <legend>{t("settings.account.served")}</legend>
      <p class="hint">{t("settings.account.served_hint")}</p>
      <NotLoaded of={loaded} />
      {on !== null && <Switch on={on} label={t("settings.account.serves_again")} onChange={(fresh) => void flip(fresh)} />}
    </fieldset>
  );
}

function Password() {
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const fault = passwordFault(fresh);
    setWrong({ ...(current ? {} : { current: t("password.missing") }), ...(fault ? { fresh: fault } : {}) });
    if (!current || fault || busy) return;
    setBusy(true);
    try {
      await api("PATCH", "/api/me", { password: { current, new: fresh } });
      setCurrent((now) => (now === current ? "" : now));
      setFresh((now) => (now === fresh ? "" : now));
      toast({ text: t("settings.account.password_changed") });
    } catch (error) {
      const fields = fieldErrors(error);
      const [ofCurrent, ofFresh] = [fields["password.current"] ?? fields["current"], fields["password.new"] ?? fields["password"]];
      setWrong({ ...(ofCurrent ? { current: ofCurrent } : {}), ...(ofFresh ? { fresh: ofFresh } : {}), ...(ofCurrent || ofFresh ? {} : { form: errorText(error) }) });
    }
    setBusy(false);
  };
  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <fieldset>
        <legend>{t("settings.account.password")}</legend>
        <p class="hint">{t("settings.account.password_hint")}</p>
        <input class="hidden" type="text" autocomplete="username" tabIndex={-1} aria-hidden="true" readOnly value={agent.value?.name ?? ""} />
        <PasswordField fresh={false} label={t("password.current")} value={current} onInput={setCurrent} error={wrong["current"]} />
        <PasswordField label={t("password.new")} value={fresh} onInput={setFresh} error={wrong["fresh"]} />
        <ErrorText text={wrong["form"]} />
        <Button type="submit" kind="main" busy={busy ? t("settings.saving") : undefined}>{t("password.change")}</Button>
      </fieldset>
    </form>
  );
}

export function Account() {
  return <div class="s-body"><div class="s-form"><Who key={agent.value?.id ?? ""} /><Served /><Looks /><Password /></div></div>;
}
