// Loading: nothing for 150 ms, then still grey shapes in the true layout.
import { useEffect, useState } from "preact/hooks";

/** True once `waiting` has lasted longer than an eye would forgive. */
export function useLate(waiting: boolean, after = 150): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!waiting) return undefined;
    const timer = setTimeout(() => setLate(true), after);
    return () => clearTimeout(timer);
  }, [waiting, after]);
  return waiting && late;
}

export function Skeleton({ kind = "line", width }: { kind?: "line" | "round" | "bubble" | "block" | undefined; width?: string | undefined }) {
  return <span class={`skel ${kind}`} aria-hidden="true" style={width ? { width } : undefined} />;
}
