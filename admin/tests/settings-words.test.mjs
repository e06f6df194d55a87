// The words of settings, set-up and invitation: three languages with the same keys and blanks, and every key that is asked for.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const src = path.join(path.dirname(fileURLToPath(import.meta.url)), "../src");
const AREAS = ["settings", "setup", "invite"];
// Said by the API's codes, not by the code here.
const BY_CODE = /^(errors|fields)\./;

function flatten(tree, prefix = "", into = {}) {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") into[prefix + key] = value;
    else flatten(value, `${prefix}${key}.`, into);
  }
  return into;
}

const read = async (folder, locale) => flatten(JSON.parse(await readFile(path.join(src, folder, "locales", `${locale}.json`), "utf8")));
const words = async (locale) => Object.assign({}, ...(await Promise.all(["settings", "settings/flows", "setup"].map((folder) => read(folder, locale)))));
const singular = (key) => key.replace(/\.(one|other)$/, "");
const blanks = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

for (const locale of ["zh-CN", "zh-TW"]) {
  test(`${locale} says everything that English says`, async () => {
    const [english, other] = [await words("en"), await words(locale)];
    assert.deepEqual([...new Set(Object.keys(other).map(singular))].sort(), [...new Set(Object.keys(english).map(singular))].sort());
    for (const [key, text] of Object.entries(other)) if (english[key]) assert.deepEqual(blanks(text), blanks(english[key]), key);
  });
}

test("every key that the code asks for is there, and none is left over", async () => {
  const files = (await Promise.all(AREAS.map(async (area) => (await readdir(path.join(src, area), { recursive: true })).filter((file) => /\.tsx?$/.test(file)).map((file) => path.join(src, area, file))))).flat();
  const code = (await Promise.all(files.map((file) => readFile(file, "utf8")))).join("\n");
  const known = new Set(Object.keys(await words("en")).map(singular).filter((key) => !BY_CODE.test(key)));
  const asked = new Set([...code.matchAll(/["`]((?:settings|setup|invite|password|copy)\.[a-z_.]+)["`]/g)].map((found) => found[1]));
  const begun = [...code.matchAll(/`((?:settings|setup|invite|password|copy)\.[a-z_.]*)\$\{/g)].map((found) => found[1]);
  const ended = [...code.matchAll(/\}(\.[a-z_]+)`/g)].map((found) => found[1]);
  assert.deepEqual([...asked].filter((key) => !known.has(key) && key !== "settings.inbox"), [], "asked for and not there");
  const spoken = (key) => asked.has(key) || begun.some((start) => (start === "settings." ? ended.some((end) => key.endsWith(end)) : key.startsWith(start)));
  assert.deepEqual([...known].filter((key) => !spoken(key)), [], "there and not asked for");
});
