// What a visitor asked: of a long one its beginning, and the rest when it is wished for.
import { useState } from "preact/hooks";
import { t } from "../../i18n";

/** Characters that fill a few lines of a phone. */
const LONG = 120;

interface LongTextProps { text: string; lang: string | null; class?: string }

/** `shown` goes where the words go, `more` behind whatever else stands in their line. */
export function useLongText({ text, lang, class: extra = "" }: LongTextProps) {
  const [whole, setWhole] = useState(false);
  const long = text.length > LONG;
  const shown = <span class={`${extra} ${long && !whole ? "s-clamp" : "wrap"}`} dir="auto" lang={lang ?? undefined}>{text}</span>;
  const more = long && <button type="button" class="s-link sm s-rest" aria-expanded={whole} onClick={() => setWhole(!whole)}>{t(`settings.tests.${whole ? "less" : "whole"}`)}</button>;
  return { shown, more };
}
