// Words in the reader's language. Each language is one JSON file, loaded when it is chosen; features add their own.
import { signal } from "@preact/signals";
import { remember, remembered } from "./storage";

export const LOCALES = ["en", "zh-CN", "zh-TW"] as const;
export type Locale = (typeof LOCALES)[number];
export const LOCALE_NAMES: Record<Locale, string> = { en: "English", "zh-CN": "简体中文", "zh-TW": "繁體中文" };

interface Tree { [key: string]: string | Tree }
type Load = () => Promise<{ default: Tree }>;
export type Strings = Record<Locale, Load>;
export type Params = Record<string, string | number>;

const sources: Strings[] = [];
const words = signal<Record<string, string>>({});
export const locale = signal<Locale>("en");

function flatten(tree: Tree, into: Record<string, string>, prefix = ""): void {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") into[prefix + key] = value;
    else flatten(value, into, `${prefix}${key}.`);
  }
}

async function gather(of: Locale): Promise<Record<string, string>> {
  const trees = await Promise.all(sources.map((source) => source[of]()));
  const all: Record<string, string> = {};
  for (const tree of trees) flatten(tree.default, all);
  return all;
}

/** Registers a feature's words; resolves when they can be used. */
export async function addStrings(strings: Strings): Promise<void> {
  if (sources.includes(strings)) return;
  sources.push(strings);
  words.value = await gather(locale.value);
}

export async function setLocale(to: Locale, keep = true): Promise<void> {
  const gathered = await gather(to);
  words.value = gathered;
  locale.value = to;
  document.documentElement.lang = to;
  if (keep) remember("locale", to);
}

/** The nearest of our languages for a BCP 47 tag, or null. */
export function nearest(tag: string): Locale | null {
  if (/^zh\b.*(hant|tw|hk|mo)/i.test(tag)) return "zh-TW";
  if (/^zh\b/i.test(tag)) return "zh-CN";
  return /^en\b/i.test(tag) ? "en" : null;
}

export function preferred(): Locale {
  const chosen = remembered("locale");
  const tags = [...(chosen ? [chosen] : []), ...navigator.languages];
  return tags.map(nearest).find((found) => found !== null) ?? "en";
}

const isHan = (sign: string | undefined): boolean => /\p{Script=Han}/u.test(sign ?? "");

const isLatin = (sign: string | undefined): boolean => /[\p{Script=Latin}\p{Nd}]/u.test(sign ?? "");

/** Chinese sets a space beside figures and Latin, none between its own signs; elsewhere there is what was written. */
function joint(written: string, left: string | undefined, right: string | undefined): string {
  if (isHan(left) && isHan(right)) return "";
  return (isHan(left) && isLatin(right)) || (isLatin(left) && isHan(right)) ? " " : written;
}

/** What is filled in decides whether there is a space beside it. */
function fill(text: string, params: Params): string {
  return text.replace(/( ?)\{(\w+)\}( ?)/g, (whole, before: string, name: string, after: string, at: number) => {
    if (!(name in params)) return whole;
    const value = String(params[name]);
    return joint(before, text[at - 1], value[0]) + value + joint(after, value.at(-1), text[at + whole.length]);
  });
}

export const has = (key: string): boolean => key in words.value;

export function t(key: string, params: Params = {}): string {
  const text = words.value[key];
  return text === undefined ? key : fill(text, params);
}

/** `key.one`, `key.other` and so on, as the language counts; {count} is filled in. */
export function plural(key: string, count: number, params: Params = {}): string {
  const form = new Intl.PluralRules(locale.value).select(count);
  return t(has(`${key}.${form}`) ? `${key}.${form}` : `${key}.other`, { count, ...params });
}
