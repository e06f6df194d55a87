// The words of the entrance: set-up, invitation and everything about passwords.
import type { Strings } from "../i18n";

export const strings: Strings = {
  en: () => import("./locales/en.json"),
  "zh-CN": () => import("./locales/zh-CN.json"),
  "zh-TW": () => import("./locales/zh-TW.json"),
};
