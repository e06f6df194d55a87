// The fields of a form that is used up by sending it: while it is on its way they take nothing that would be lost.
// The focus is given back if the answer leaves the form standing.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

export function Held({ busy, children }: { busy: boolean; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    if (!busy || !(before instanceof HTMLElement) || !box.current?.contains(before)) return undefined;
    return () => { if (before.isConnected && (!document.activeElement || document.activeElement === document.body)) before.focus(); };
  }, [busy]);
  return <div ref={box} inert={busy} class="s-held">{children}</div>;
}
