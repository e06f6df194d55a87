// The settings' own words, with those of the entrance (passwords, names), which My account shares.
import type { Strings } from "../i18n";
import { strings as entrance } from "../setup/words";

type Load = Strings["en"];
type Tree = { [key: string]: string | Tree };

/** Whole branches are in both: what a field's fault is in words, what an error is. */
function joined(ours: Tree, theirs: Tree): Tree {
  const all = { ...theirs, ...ours };
  for (const [key, value] of Object.entries(ours)) {
    const other = theirs[key];
    if (typeof value === "object" && typeof other === "object") all[key] = joined(value, other);
  }
  return all;
}

const both = (ours: Load, theirs: Load): Load => async () => {
  const [a, b] = await Promise.all([ours(), theirs()]);
  return { default: joined(a.default as Tree, b.default as Tree) };
};

export const strings: Strings = {
  en: both(() => import("./locales/en.json"), entrance.en),
  "zh-CN": both(() => import("./locales/zh-CN.json"), entrance["zh-CN"]),
  "zh-TW": both(() => import("./locales/zh-TW.json"), entrance["zh-TW"]),
};
