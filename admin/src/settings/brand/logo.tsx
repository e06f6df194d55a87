// The logo: drop it or choose it; it goes out with Publish. A wrong file is explained at once, from its first bytes.
import { useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, ErrorText, Icon } from "../../ui";
import { chosenLogo, chooseLogo, faultOf, publishing } from "../draft";
import { inbox } from "../store";
import { readPicture } from "./picture";
import { uploaded } from "./upload";

const KINDS = "image/png,image/jpeg,image/webp,image/gif";

function weight(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function logoUrl(): string | null {
  const chosen = chosenLogo.value;
  if (chosen === "remove") return null;
  return chosen?.url ?? inbox.value?.brand.logo_url ?? null;
}

function Facts() {
  const chosen = chosenLogo.value;
  if (chosen && chosen !== "remove")
    return <><div class="m cut">{chosen.file.name}</div><div class="sm t3">{chosen.width} × {chosen.height}, {weight(chosen.file.size)}</div></>;
  return logoUrl() ? <div class="m">{t("settings.brand.logo_live")}</div> : <div class="t2">{t("settings.brand.logo_drop")}</div>;
}

function Progress() {
  const done = uploaded.value;
  return publishing.value && done !== null ? <progress class="s-progress" max={1} value={done} aria-label={t("settings.brand.logo_sending")} /> : null;
}

export function LogoField() {
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const facts = await readPicture(file);
    setFault(typeof facts === "string" ? t(`settings.brand.logo_fault.${facts}`, { file: file.name }) : null);
    if (typeof facts !== "string") chooseLogo({ file, ...facts });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer?.files[0]);
  };
  const url = logoUrl();
  return (
    <fieldset>
      <legend>{t("settings.brand.logo")}</legend>
      <p class="hint" id="logo-hint">{t("settings.brand.logo_hint")}</p>
      <div class={`s-drop${over ? " over" : ""}`} onDrop={drop} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}>
        <span class="s-logo">{url ? <img src={url} alt="" /> : <Icon name="upload" />}</span>
        <div class="grow"><Facts /><Progress /></div>
        <input ref={input} type="file" class="hidden" tabIndex={-1} aria-label={t("settings.brand.logo_choose")} accept={KINDS}
          onChange={(event) => { void take(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} />
        <span class="s-acts">
          <Button icon="upload" onClick={() => input.current?.click()}>{t(url ? "settings.brand.logo_replace" : "settings.brand.logo_choose")}</Button>
          {url && <Button kind="bare" onClick={() => { setFault(null); chooseLogo(inbox.value?.brand.logo_url ? "remove" : null); }}>{t("settings.brand.logo_remove")}</Button>}
        </span>
      </div>
      <ErrorText text={fault ?? faultOf("logo")} />
    </fieldset>
  );
}
