// Languages that a skill or a rule can be about, by the names that the reader's own language has for them.
import { locale } from "../i18n";
import type { Choice } from "../ui";

const COMMON = ["en", "zh", "zh-hans", "zh-hant", "ja", "ko", "fr", "de", "es", "pt", "it", "nl", "pl", "ru", "tr", "ar", "hi", "id", "ms", "th", "vi"];

export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([locale.value], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag; // no name in this browser
  }
}

/** `none` is what stands for no language; a tag that is set and not in our list is offered as well. */
export function languageChoices(none: string, set: string | null): Choice[] {
  const tags = set && !COMMON.includes(set) ? [...COMMON, set] : COMMON;
  const named = tags.map((value) => ({ value, label: languageName(value) }));
  return [{ value: "", label: none }, ...named];
}
