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

/** A whole screen whose code is on its way: its rail, its bar and rows of it. */
export function ScreenSkeleton() {
  if (!useLate(true)) return null;
  const rows = ["64%", "82%", "47%", "70%", "58%"];
  return (
    <div class="screen-skel" aria-hidden="true">
      <div class="rail">{["55%", ...rows].map((width, at) => <Skeleton key={at} width={width} />)}</div>
      <div class="bar"><Skeleton width="140px" /></div>
      <div class="rows">{rows.map((width, at) => <div key={at}><Skeleton width={width} /><Skeleton width="38%" /></div>)}</div>
    </div>
  );
}

export function Skeleton({ kind = "line", width }: { kind?: "line" | "round" | "bubble" | "block" | undefined; width?: string | undefined }) {
  return <span class={`skel ${kind}`} aria-hidden="true" style={width ? { width } : undefined} />;
}
