// The settings' own words, with those of the entrance (passwords, names), which My account shares.
import type { Strings } from "../i18n";
import { strings as entrance } from "../setup/words";

type Load = Strings["en"];
const both = (ours: Load, theirs: Load): Load => async () => {
  const [a, b] = await Promise.all([ours(), theirs()]);
  return { default: { ...b.default, ...a.default } };
};

export const strings: Strings = {
  en: both(() => import("./locales/en.json"), entrance.en),
  "zh-CN": both(() => import("./locales/zh-CN.json"), entrance["zh-CN"]),
  "zh-TW": both(() => import("./locales/zh-TW.json"), entrance["zh-TW"]),
};
