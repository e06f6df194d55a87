// Starts the app of agents and admins: words, colours, who is signed in, then the screen of the path.
import { render } from "preact";
import { App } from "./app";
import { addStrings, preferred, setLocale, type Strings } from "./i18n";
import { followLinks } from "./router";
import { watchRefusals } from "./session";
import { applyTheme } from "./theme";

const strings: Strings = {
  en: () => import("./locales/en.json"),
  "zh-CN": () => import("./locales/zh-CN.json"),
  "zh-TW": () => import("./locales/zh-TW.json"),
};

async function start(): Promise<void> {
  applyTheme();
  followLinks();
  watchRefusals();
  await setLocale(preferred(), false);
  await addStrings(strings);
  const root = document.getElementById("app");
  if (root) render(<App />, root);
}

void start();
