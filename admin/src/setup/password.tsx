// A new password: shown on request, its rule said before and not after, and how it stands while it is typed.
import { useId, useState } from "preact/hooks";
import { t } from "../i18n";
import { Button, ErrorText, Icon } from "../ui";

export const SHORTEST = 10;
export const LONGEST = 200;

interface PasswordProps { label: string; value: string; onInput: (text: string) => void; error?: string | null | undefined; fresh?: boolean; name?: string }

/** Counted as people see characters, which is how the rule is worded. */
export const lengthOf = (text: string): number => Array.from(text).length;

export function passwordFault(text: string): string | null {
  const length = lengthOf(text);
  if (length === 0) return t("password.missing");
  if (length < SHORTEST) return t("password.short", { count: SHORTEST - length });
  return length > LONGEST ? t("password.long") : null;
}

export function PasswordField({ label, value, onInput, error, fresh = true, name }: PasswordProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const enough = lengthOf(value) >= SHORTEST;
  return (
    <div class="field s-password">
      <label for={id}>{label}</label>
      <span class="s-secret">
        <input id={id} name={name ?? (fresh ? "new-password" : "current-password")} class={`in ${error ? "wrong" : ""}`} type={(shown ? "text" : "password") as "password"} autocomplete={(fresh ? "new-password" : "current-password") as "new-password"} dir="ltr" spellcheck={false}
          aria-invalid={error ? true : undefined} aria-describedby={`${fresh ? `${id}-rule ` : ""}${id}-error`} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
        <Button kind="bare" icon="eye" pressed={shown} label={t(shown ? "password.hide" : "password.show")} onClick={() => setShown(!shown)} />
      </span>
      {fresh && <p class={`hint s-rule ${enough ? "okc" : ""}`} id={`${id}-rule`}>{enough && <Icon name="check" small />}{t("password.rule", { shortest: SHORTEST })}</p>}
      <ErrorText id={`${id}-error`} text={error} />
    </div>
  );
}
