// What this browser remembers. Storage can be full or forbidden: then the app works on and only forgets sooner.

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`deskbell.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`deskbell.${key}`);
    else localStorage.setItem(`deskbell.${key}`, value);
  } catch {
    // nothing to do: the choice holds for this page
  }
}

/** All remembered keys that begin so, without our prefix. */
export function rememberedKeys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`deskbell.${prefix}`)).map((key) => key.slice(9));
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
