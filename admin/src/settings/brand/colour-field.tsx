// The one colour of a brand: typed as hex, picked, or taken from a swatch; then what it became, in figures and one sentence.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { ErrorText, Icon } from "../../ui";
import { draft, edit, faultOf, heldAt, hold } from "../draft";
import type { BrandPreview } from "../model";
import { nameColour, readHex } from "./colour";
import type { Proof } from "./roles";

const SWATCHES = ["#1f5a4a", "#1f4fa3", "#7a3ff2", "#b3261e", "#c2570c", "#f2b33d", "#111111"];
const ratio = (figure: number): string => `${(Math.floor(figure * 10) / 10).toFixed(1)} : 1`;

const FIELD = "brand.color";

function HexField() {
  const color = draft.value?.brand.color ?? "";
  const [typing, setTyping] = useState<string | null>(null);
  const write = (text: string): void => {
    const hex = readHex(text);
    setTyping(text);
    hold(FIELD, hex ? null : { typed: text, fault: t("settings.brand.colour_unread") });
    if (hex) edit("brand", { color: hex });
  };
  const pick = (hex: string): void => { write(hex); setTyping(null); };
  const shown = typing ?? heldAt(FIELD)?.typed ?? color.toUpperCase();
  const fault = heldAt(FIELD)?.fault ?? faultOf(FIELD);
  return (
    <>
      <span class={`s-hex in ${fault ? "wrong" : ""}`}>
        <input type="color" aria-label={t("settings.brand.colour_picker")} value={color} onInput={(event) => pick(event.currentTarget.value)} />
        <input class="num" aria-label={t("settings.brand.colour_hex")} aria-invalid={fault ? true : undefined} aria-describedby="colour-fault" spellcheck={false} maxLength={9} dir="ltr"
          value={shown} onInput={(event) => write(event.currentTarget.value)} onBlur={() => setTyping(null)} />
      </span>
      <span class="s-swatches" role="group" aria-label={t("settings.brand.swatches")}>
        {SWATCHES.map((hex) => (
          <button key={hex} type="button" aria-label={`${t(`settings.colour.${nameColour(hex)}`)} ${hex.toUpperCase()}`} aria-pressed={hex === color}
            style={{ background: hex }} onClick={() => pick(hex)} />
        ))}
      </span>
      <span class="s-whole"><ErrorText id="colour-fault" text={fault} /></span>
    </>
  );
}

function Proofs({ figures }: { figures: BrandPreview }) {
  const { light, dark } = figures.roles;
  const words = light["on-accent"] === "#ffffff" ? "white" : "ink";
  const shown: [string | undefined, number, string][] = [
    [light["accent"], figures.proof.on_accent, t(`settings.brand.proof_${words}`)],
    [light["accent-text"], figures.proof.links_light, t("settings.brand.proof_light")],
    [dark["accent-text"], figures.proof.links_dark, t("settings.brand.proof_dark")],
  ];
  return (
    <div class={`s-proof ${heldAt(FIELD) ? "past" : ""}`}>
      {shown.map(([colour, figure, label]) => (
        <div key={label}><b><i class="s-sw" style={{ background: colour ?? "transparent" }} />{ratio(figure)}</b><span class="t3">{label}</span></div>
      ))}
    </div>
  );
}

function sentence(figures: NonNullable<Proof["figures"]>): string {
  const { accent = "", "on-accent": on = "" } = figures.roles.light;
  const words = { colour: t(`settings.colour.${nameColour(figures.color)}`), ratio: ratio(figures.proof.white_on_brand), hex: accent.toUpperCase() };
  if (figures.mended) return t("settings.brand.mended", words);
  return t(on === "#ffffff" ? "settings.brand.kept" : "settings.brand.inked", words);
}

export function Colour({ proof }: { proof: Proof }) {
  return (
    <fieldset>
      <legend>{t("settings.brand.colour")}</legend>
      <p class="hint">{t("settings.brand.colour_hint")}</p>
      <div class="s-row"><HexField /></div>
      {proof.figures && (
        <>
          <Proofs figures={proof.figures} />
          <p class={`s-said ${heldAt(FIELD) ? "past" : ""}`} role="status"><Icon name="check" small class="okc" /><span>{sentence(proof.figures)}</span></p>
        </>
      )}
      <ErrorText text={proof.error} />
    </fieldset>
  );
}
