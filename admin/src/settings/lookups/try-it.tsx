// A look-up that is really made: what came of it, the card a visitor would see, what a flow can use, and else what to do next.
import { useEffect, useState } from "preact/hooks";
import { errorText } from "../../errors";
import { has, t } from "../../i18n";
import { Button, ErrorText, Icon, TextField, type IconName } from "../../ui";
import { Pairs } from "../parts/pairs";
import type { LookedUp } from "./model";

const ICONS: Record<LookedUp["outcome"], [IconName, string]> = { found: ["check", "good"], not_found: ["info", "note"], failed: ["alert", "bad"] };

/** Why, and what to do next. */
function advice({ outcome, problem, status }: LookedUp): string {
  const key = `settings.lookups.problem.${problem ?? outcome}`;
  return t(has(key) ? key : "settings.lookups.problem.failed", { status: status ?? "" });
}

function CardShown({ card }: { card: NonNullable<LookedUp["card"]> }) {
  return (
    <div class="s-bot">
      {card.title && <p class="b wrap" dir="auto">{card.title}</p>}
      {card.fields.length > 0 && <Pairs of={card.fields} />}
    </div>
  );
}

function Values({ values }: { values: Record<string, string> }) {
  const all = Object.entries(values).map(([label, value]) => ({ label, value }));
  if (all.length === 0) return null;
  return (
    <>
      <h3 class="s-label">{t("settings.lookups.values")}</h3>
      <p class="hint">{t("settings.lookups.values_hint")}</p>
      <Pairs of={all} />
    </>
  );
}

function Outcome({ of }: { of: LookedUp }) {
  const [icon, tone] = ICONS[of.outcome];
  return (
    <>
      <div class={`s-finding ${tone}`}>
        <Icon name={icon} />
        <div class="grow"><p class="b">{t(`settings.lookups.outcome.${of.outcome}`)}{of.status !== null && <span class="t3 num"> · {of.status}</span>}</p><p class="t2 sm">{advice(of)}</p></div>
      </div>
      {of.outcome === "found" && (of.card ? <CardShown card={of.card} /> : <p class="hint">{t("settings.lookups.no_card")}</p>)}
      <Values values={of.values} />
    </>
  );
}

interface Props { names: readonly string[]; saved: boolean; changed: boolean; run: (inputs: Record<string, string>) => Promise<LookedUp | null> }

export function TryIt({ names, saved, changed, run }: Props) {
  const [inputs, setInputs] = useState<Record<string, string>>({});
  const [found, setFound] = useState<LookedUp | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => { if (changed) setFound(null); }, [changed]);
  const ask = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      setFound(await run(Object.fromEntries(names.map((name) => [name, inputs[name] ?? ""]))));
    } catch (failed) {
      setFound(null);
      setError(errorText(failed));
    }
    setBusy(false);
  };
  return (
    <aside class="s-side" aria-label={t("settings.try.title")}>
      <h2>{t("settings.try.title")}</h2>
      <p class="hint">{t(saved ? "settings.lookups.try_hint" : "settings.lookups.try_later")}</p>
      {saved && (
        <form noValidate onSubmit={(event) => void ask(event)}>
          {names.map((name) => <TextField key={name} label={name} dir="auto" maxLength={2000} value={inputs[name] ?? ""} onInput={(typed) => setInputs({ ...inputs, [name]: typed })} />)}
          <Button type="submit" busy={busy ? t("settings.lookups.trying") : undefined}>{t(changed ? "settings.lookups.save_and_try" : "settings.lookups.try")}</Button>
        </form>
      )}
      <ErrorText text={error} />
      <div class="s-tried" aria-live="polite">{found && <Outcome of={found} />}</div>
    </aside>
  );
}
