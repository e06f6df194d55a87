// Flows: the list of an inbox's flows, and behind each the editor. A chunk of its own, with its own words and looks.
import type { Strings } from "../../i18n";
import { path, segments } from "../../router";
import { Editor } from "./editor";
import { Overview } from "./overview";
import editorCss from "./styles/flows.css";
import { wear } from "./styles/wear";

wear(editorCss);

export const strings: Strings = {
  en: () => import("./locales/en.json"),
  "zh-CN": () => import("./locales/zh-CN.json"),
  "zh-TW": () => import("./locales/zh-TW.json"),
};

export default function Flows() {
  const id = segments(path.value)[2];
  return id ? <Editor key={id} id={id} /> : <Overview />;
}
