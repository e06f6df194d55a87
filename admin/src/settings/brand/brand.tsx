// The brand: logo, colour, greeting, launcher, name and languages on the left, the real widget on the right.
import { useState } from "preact/hooks";
import { locale } from "../../i18n";
import { draft } from "../draft";
import type { Greeting } from "../model";
import { Colour } from "./colour-field";
import { Greetings } from "./greetings";
import { Languages } from "./languages";
import { Launcher } from "./launcher";
import { LogoField } from "./logo";
import { Names } from "./names";
import { Preview } from "./preview";
import { useRoles } from "./roles";

export function BrandPage() {
  const now = draft.value;
  const [language, setLanguage] = useState<string>(locale.value);
  const [visitor, setVisitor] = useState<keyof Greeting>("new");
  const proof = useRoles(now?.brand.color ?? "");
  if (!now) return null;
  const shown = now.locales.includes(language) ? language : now.locales[0] ?? "en";
  return (
    <div class="s-body s-split">
      <div class="s-form">
        <LogoField />
        <Colour proof={proof} />
        <Greetings language={shown} onLanguage={setLanguage} onVisitor={setVisitor} />
        <Launcher language={shown} onLanguage={setLanguage} />
        <Names language={shown} onLanguage={setLanguage} />
        <Languages />
      </div>
      <Preview language={shown} visitor={visitor} onVisitor={setVisitor} roles={proof.roles} />
    </div>
  );
}
