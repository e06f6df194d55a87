// Loads something when a page opens and says how that went. What was loaded lives in store.ts.
import { useEffect, useState } from "preact/hooks";

export interface Loaded { ready: boolean; error: unknown; again: () => void }

export function useLoaded(load: () => Promise<unknown>, on: readonly unknown[]): Loaded {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ ready: boolean; error: unknown }>({ ready: false, error: null });
  useEffect(() => {
    let here = true;
    load().then(() => here && setState({ ready: true, error: null }), (error: unknown) => here && setState({ ready: false, error }));
    return () => { here = false; };
  }, [...on, round]);
  return { ...state, again: () => setRound(round + 1) };
}
