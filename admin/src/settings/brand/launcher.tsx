// Where the bell stands on the host page, and the words beside it.
import { t } from "../../i18n";
import { ErrorText, Segmented, TextField } from "../../ui";
import { draft, edit, faultOf } from "../draft";
import { LanguageBar } from "./language-bar";

const FARTHEST = 400;
/** More would not fit beside the bell on a phone. */
const LONGEST = 24;

function Offset({ which }: { which: "offset_x" | "offset_y" }) {
  const now = draft.value?.brand[which] ?? 0;
  const write = (text: string): void => edit("brand", { [which]: Math.min(FARTHEST, Math.max(0, Math.round(Number(text) || 0))) });
  return <TextField class="s-px" type="number" min={0} max={FARTHEST} label={t(`settings.brand.${which}`)} value={String(now)} error={faultOf(`brand.${which}`)} onInput={write} />;
}

export function Launcher({ language, onLanguage }: { language: string; onLanguage: (language: string) => void }) {
  const brand = draft.value?.brand;
  if (!brand) return null;
  const write = (text: string): void => edit("brand", { launcher_text: { ...brand.launcher_text, [language]: text } });
  const text = brand.launcher_text[language] ?? "";
  const sides = (["left", "right"] as const).map((value) => ({ value, label: t(`settings.brand.${value}`) }));
  return (
    <fieldset>
      <div class="s-head"><legend>{t("settings.brand.launcher")}</legend><LanguageBar label={t("settings.brand.launcher_language")} language={language} onLanguage={onLanguage} /></div>
      <div class="s-launcher">
        <div class="field"><span class="s-label">{t("settings.brand.side")}</span><Segmented label={t("settings.brand.side")} value={brand.position} choices={sides} onChange={(position) => edit("brand", { position })} /></div>
        <Offset which="offset_x" />
        <Offset which="offset_y" />
        <div class="grow" lang={language}>
          <TextField label={t("settings.brand.launcher_text")} placeholder={t("settings.brand.launcher_placeholder")} maxLength={LONGEST} dir="auto"
            hint={t("settings.brand.launcher_count", { count: Array.from(text).length, longest: LONGEST })} value={text} error={faultOf("brand.launcher_text")} onInput={write} />
        </div>
      </div>
      <ErrorText text={faultOf("brand.position")} />
    </fieldset>
  );
}
