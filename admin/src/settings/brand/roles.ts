// Asks the server what it makes of a brand colour: the derived roles, the contrast figures and whether it was mended.
// The last good answer stays while the next one is on its way, so that nothing flickers under the colour picker.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api";
import { errorText } from "../../errors";
import type { BrandPreview, Themes } from "../model";
import { inbox } from "../store";
import { readHex } from "./colour";

const PAUSE = 120;

/** `color` is the one that the figures are about, which lags behind the field by a moment. */
export interface Proof { roles: Themes | null; figures: (BrandPreview & { color: string }) | null; error: string | null }

export function useRoles(color: string): Proof {
  const [figures, setFigures] = useState<Proof["figures"]>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    const hex = readHex(color);
    if (!hex) return undefined;
    let latest = true;
    const ask = async (): Promise<void> => {
      try {
        const answer = await api<BrandPreview>("POST", "/api/brand_preview", { color: hex });
        if (latest) { setFigures({ ...answer, color: hex }); setError(null); }
      } catch (failed) {
        if (latest) setError(errorText(failed));
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE);
    return () => { latest = false; clearTimeout(timer); };
  }, [color]);
  return { roles: figures?.roles ?? inbox.value?.roles ?? null, figures, error };
}
