// A line let go over empty canvas: which node should stand there.
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../../i18n";
import { Icon } from "../../../ui";
import { add } from "../acts";
import type { Kind } from "../model/definition";
import { GROUPS, KIND_NAMES, KINDS } from "../model/kinds";
import { kindName } from "../words";
import type { Place } from "./shapes";

export interface Dropped { at: Place; screen: Place; from: { id: string; out: string } }

function step(event: KeyboardEvent, box: HTMLElement | null): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = [...(box?.querySelectorAll<HTMLElement>("button") ?? [])];
  if (by === undefined || all.length === 0) return;
  event.preventDefault();
  all[(all.indexOf(document.activeElement as HTMLElement) + by + all.length) % all.length]?.focus();
}

export function Adding({ dropped, onClose }: { dropped: Dropped; onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>("button")?.focus();
    const outside = (event: PointerEvent): void => { if (!box.current?.contains(event.target as Node)) onClose(); };
    document.addEventListener("pointerdown", outside, true);
    return () => document.removeEventListener("pointerdown", outside, true);
  }, []);
  const choose = (kind: Kind): void => { add(kind, dropped.at, dropped.from); onClose(); };
  const keys = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Escape") onClose();
    else step(event, box.current);
  };
  return (
    <div class="fl-adding" ref={box} role="menu" aria-label={t("settings.flows.add_here")} style={{ left: `${dropped.screen.x}px`, top: `${dropped.screen.y}px` }} onKeyDown={keys}>
      {GROUPS.map((group) => (
        <div key={group} role="group" aria-label={t(`settings.flows.group.${group}`)}>
          {KIND_NAMES.filter((kind) => KINDS[kind].group === group).map((kind) => <button key={kind} type="button" role="menuitem" onClick={() => choose(kind)}><Icon name={KINDS[kind].icon} small />{kindName(kind)}</button>)}
        </div>
      ))}
    </div>
  );
}
