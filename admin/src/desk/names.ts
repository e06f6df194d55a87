// What people are called on the screen. A visitor without a name is numbered by the server; the word is ours to say.
import { locale, nearest, t } from "../i18n";
import type { Visitor } from "../wire";

export function nameOf(visitor: Visitor): string {
  const number = visitor.name ? null : /^Visitor (\d+)$/.exec(visitor.label)?.[1];
  return number ? t("person.visitor", { n: number }) : visitor.label;
}

/** "Wanda" of "Wanda Brandt"; names in scripts without that habit stay whole. */
const firstName = (name: string): string => (/^[\x20-\x7e]+$/.test(name) ? name.split(" ")[0] || name : name);

/** What an agent sees them called for short: a number is no second name. */
export const shortName = (visitor: Visitor): string => (visitor.name ? firstName(nameOf(visitor)) : nameOf(visitor));

/** What a visitor can be called to their face: nothing while their name is not known. */
export const calledBy = (visitor: Visitor): string => (visitor.name ? firstName(visitor.name) : "");

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
