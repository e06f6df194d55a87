// Opening hours in words: how long until something, and dates in a row.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { load } from "./bundle.mjs";

const nothing = () => undefined;
Object.assign(globalThis, {
  window: globalThis, setInterval: () => 0, location: new URL("https://desk.example/settings"), addEventListener: nothing, removeEventListener: nothing,
  localStorage: { getItem: () => null, setItem: nothing, removeItem: nothing }, matchMedia: () => ({ matches: false, addEventListener: nothing }),
});
Object.assign(globalThis.document ??= {}, { documentElement: { dataset: {}, lang: "" }, cookie: "", addEventListener: nothing, removeEventListener: nothing });

let words;
const own = (locale) => async () => ({ default: JSON.parse(readFileSync(new URL(`../src/settings/locales/${locale}.json`, import.meta.url))) });
before(async () => {
  words = await load(`export { addStrings, locale } from "./i18n"; export { datesLabel, span } from "./settings/hours/sentences";`);
  await words.addStrings({ en: own("en"), "zh-CN": own("zh-CN"), "zh-TW": own("zh-TW") });
});

test("days are only said from two days on", () => {
  const from = new Date("2026-11-28T11:18:00Z");
  const after = (minutes) => words.span(from, new Date(from.getTime() + minutes * 60_000));
  assert.equal(after(37 * 60 + 42), "in 38 h");
  assert.equal(after(47 * 60), "in 47 h");
  assert.equal(after(48 * 60), "in 2 days");
});

test("of days in a row in another year the year is said once", () => {
  words.locale.value = "zh-CN";
  assert.equal(words.datesLabel(["2027-01-01", "2027-01-02", "2027-01-03"], "2026-11-28"), "2027年1月1日至1月3日");
  assert.equal(words.datesLabel(["2026-12-31", "2027-01-01"], "2026-11-28"), "2026年12月31日至2027年1月1日");
  words.locale.value = "en";
});
