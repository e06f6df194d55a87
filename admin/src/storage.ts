// What this browser remembers. Storage can be full or forbidden: then the app works on and only forgets sooner.

export type Place = () => Storage;
export const ALL_TABS: Place = () => localStorage;
/** Outlives a reload of this tab; other tabs do not see it. */
export const THIS_TAB: Place = () => sessionStorage;

export function remembered(key: string, where: Place = ALL_TABS): string | null {
  try {
    return where().getItem(`deskbell.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null, where: Place = ALL_TABS): void {
  try {
    if (value === null) where().removeItem(`deskbell.${key}`);
    else where().setItem(`deskbell.${key}`, value);
  } catch {
    // nothing to do: the choice holds for this page
  }
}

/** All remembered keys that begin so, without our prefix. */
export function rememberedKeys(prefix: string, where: Place = ALL_TABS): string[] {
  try {
    return Object.keys(where()).filter((key) => key.startsWith(`deskbell.${prefix}`)).map((key) => key.slice(9));
  } catch {
    return [];
  }
}

/** Tells when another tab changes what begins so. */
export function watchRemembered(prefix: string, heard: (key: string, value: string | null) => void): () => void {
  const listen = (event: StorageEvent): void => {
    if (event.key?.startsWith(`deskbell.${prefix}`)) heard(event.key.slice(9), event.newValue);
  };
  addEventListener("storage", listen);
  return () => removeEventListener("storage", listen);
}
