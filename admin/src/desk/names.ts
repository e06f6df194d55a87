// What people are called on the screen. A visitor without a name is numbered by the server; the word is ours to say.
import { locale, nearest, t } from "../i18n";
import type { Visitor } from "../wire";

export function nameOf(visitor: Visitor): string {
  const number = visitor.name ? null : /^Visitor (\d+)$/.exec(visitor.label)?.[1];
  return number ? t("person.visitor", { n: number }) : visitor.label;
}

/** "Wanda" of "Wanda Brandt"; names in scripts without that habit stay whole. */
export const firstName = (name: string): string => (/^[\x20-\x7e]+$/.test(name) ? name.split(" ")[0] || name : name);

/** What people call a language: Chinese by its script, others without their country. */
const plain = (tag: string): string => (/^zh/i.test(tag) ? (nearest(tag) === "zh-TW" ? "zh-Hant" : "zh-Hans") : tag.split("-")[0] ?? tag);

export function languageName(tag: string | null): string | null {
  if (!tag) return null;
  try {
    return new Intl.DisplayNames([locale.value], { type: "language" }).of(plain(tag)) ?? tag;
  } catch {
    return tag;
  }
}
