// What a visitor reads first, for each language: one line for everybody, one for who comes back.
import { locale, t } from "../../i18n";
import { ErrorText, TextArea } from "../../ui";
import { draft, edit, faultOf } from "../draft";
import type { Greeting } from "../model";
import { LanguageBar } from "./language-bar";

const EMPTY: Greeting = { new: "", returning: "" };

interface GreetingsProps { language: string; onLanguage: (language: string) => void; onVisitor: (visitor: keyof Greeting) => void }

/** The preview follows the line that is written at. */
export function Greetings({ language, onLanguage, onVisitor }: GreetingsProps) {
  const greetings = draft.value?.greetings ?? {};
  const now = greetings[language] ?? EMPTY;
  const write = (part: Partial<Greeting>): void => edit("greetings", { [language]: { ...now, ...part } });
  const fault = (field: string): string | null => faultOf(`greetings.${language}.${field}`);
  const elsewhere = fault("new") || fault("returning") ? null : faultOf("greetings");
  return (
    <fieldset>
      <div class="s-head"><legend>{t("settings.brand.greeting")}</legend><LanguageBar label={t("settings.brand.greeting_language")} language={language} onLanguage={onLanguage} /></div>
      <div class="s-greetings" lang={language}>
        {(["new", "returning"] as const).map((kind) => (
          <div key={kind} class="s-chipped" onFocusIn={() => onVisitor(kind)}>
            <TextArea class="s-quiet" label={t(`settings.brand.greeting_${kind}`)} rows={1} maxLength={500} value={now[kind]} error={fault(kind)} onInput={(text) => write({ [kind]: text })} />
            <span class="chip" lang={locale.value} aria-hidden="true">{t(`settings.brand.greeting_${kind}`)}</span>
          </div>
        ))}
      </div>
      <p class="hint">{t("settings.brand.greeting_hint", { name: "{name}" })}</p>
      <ErrorText text={elsewhere} />
    </fieldset>
  );
}
