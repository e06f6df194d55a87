// A line let go over empty canvas, or opened at its middle: which node should stand there.
import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../../i18n";
import { Icon } from "../../../ui";
import { add, addBetween } from "../acts";
import type { Kind } from "../model/definition";
import { GROUPS, KIND_NAMES, KINDS } from "../model/kinds";
import { kindName } from "../words";
import type { Place } from "./shapes";

/** `to` is set where the new node comes between two. */
export interface Dropped { at: Place; screen: Place; from: { id: string; out: string }; to?: string }
export const dropped = signal<Dropped | null>(null);

function step(event: KeyboardEvent, box: HTMLElement | null): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = [...(box?.querySelectorAll<HTMLElement>("button") ?? [])];
  if (by === undefined || all.length === 0) return;
  event.preventDefault();
  all[(all.indexOf(document.activeElement as HTMLElement) + by + all.length) % all.length]?.focus();
}

/** Moved up or to the left as far as the canvas ends. */
function keepInside(box: HTMLElement): void {
  const [edge, inner] = [box.parentElement?.getBoundingClientRect(), box.getBoundingClientRect()];
  if (!edge) return;
  box.style.left = `${Math.max(8, Math.min(box.offsetLeft, edge.width - inner.width - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(box.offsetTop, edge.height - inner.height - 8))}px`;
}

function put(kind: Kind, { at, from, to }: Dropped): void {
  if (to === undefined) add(kind, at, from);
  else addBetween(kind, at, from, to);
}

export function Adding({ of }: { of: Dropped }) {
  const onClose = (): void => { dropped.value = null; };
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => { if (box.current) keepInside(box.current); }, []);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>("button")?.focus();
    const outside = (event: PointerEvent): void => { if (!box.current?.contains(event.target as Node)) onClose(); };
    document.addEventListener("pointerdown", outside, true);
    return () => document.removeEventListener("pointerdown", outside, true);
  }, []);
  const choose = (kind: Kind): void => { put(kind, of); onClose(); };
  const keys = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Escape") onClose();
    else step(event, box.current);
  };
  return (
    <div class="fl-adding" ref={box} role="menu" aria-label={t("settings.flows.add_here")} style={{ left: `${of.screen.x}px`, top: `${of.screen.y}px` }} onKeyDown={keys}>
      {GROUPS.map((group) => (
        <div key={group} role="group" aria-label={t(`settings.flows.group.${group}`)}>
          {KIND_NAMES.filter((kind) => KINDS[kind].group === group).map((kind) => <button key={kind} type="button" role="menuitem" onClick={() => choose(kind)}><Icon name={KINDS[kind].icon} small />{kindName(kind)}</button>)}
        </div>
      ))}
    </div>
  );
}
