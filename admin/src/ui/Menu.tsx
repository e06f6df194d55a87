// A button that opens a list of commands. Arrow keys walk, Escape closes, the focus comes back to the button.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./Icon";
import type { IconName } from "./icons";

export interface MenuItem {
  label: string;
  icon?: IconName | undefined;
  /** Set for a choice: true is the chosen one. */
  checked?: boolean | undefined;
  hint?: ComponentChildren;
  href?: string | undefined;
  disabled?: boolean | undefined;
  onSelect?: (() => void) | undefined;
}
export interface MenuGroup { title?: string | undefined; items: MenuItem[] }
export interface MenuProps { label: string; trigger: ComponentChildren; groups: MenuGroup[]; class?: string | undefined; up?: boolean | undefined; end?: boolean | undefined }

function entries(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled)") ?? [])];
}

function walk(event: KeyboardEvent, box: HTMLElement | null): void {
  const all = entries(box);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all.at(to >= all.length ? 0 : to)?.focus();
}

function useOpen() {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const close = (refocus: boolean): void => {
    setOpen(false);
    if (refocus) root.current?.querySelector<HTMLElement>(":scope > button")?.focus();
  };
  // With the drawing, not after it: the next key may come at once, and is meant for the list.
  useLayoutEffect(() => {
    if (!open) return undefined;
    const all = entries(root.current);
    (all.find((item) => item.getAttribute("aria-checked") === "true") ?? all[0])?.focus();
    const outside = (event: PointerEvent): void => { if (!root.current?.contains(event.target as Node)) setOpen(false); };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  return { open, setOpen, root, close };
}

function Entry({ item, close }: { item: MenuItem; close: (refocus: boolean) => void }) {
  const role = item.checked === undefined ? "menuitem" : "menuitemradio";
  const inside = (
    <>
      <span class="tick">{item.checked ? <Icon name="check" small /> : item.icon && <Icon name={item.icon} small />}</span>
      <span class="grow">{item.label}</span>{item.hint && <span class="t3 cp">{item.hint}</span>}
    </>
  );
  const chosen = (): void => { close(true); item.onSelect?.(); };
  if (item.href) return <a role={role} tabIndex={-1} href={item.href} onClick={() => close(false)}>{inside}</a>;
  return <button type="button" role={role} tabIndex={-1} aria-checked={item.checked} disabled={item.disabled} onClick={chosen}>{inside}</button>;
}

export function Menu({ label, trigger, groups, class: extra = "", up, end }: MenuProps) {
  const { open, setOpen, root, close } = useOpen();
  const keys = (event: KeyboardEvent): void => {
    if (!open) return;
    if (event.key === "Escape") { event.stopPropagation(); event.preventDefault(); close(true); }
    else if (event.key === "Tab") close(false);
    else walk(event, root.current);
  };
  return (
    <div class={`menu ${extra}`} ref={root} onKeyDown={keys}>
      <button type="button" class="menu-button" aria-haspopup="menu" aria-expanded={open} title={label} onClick={() => setOpen(!open)}><span class="hidden">{label} </span>{trigger}</button>
      {open && (
        <div class={`menu-list ${up ? "up" : ""} ${end ? "end" : ""}`} role="menu" aria-label={label}>
          {groups.map((group, index) => (
            <div key={group.title ?? index} role="group" aria-label={group.title}>
              {group.title && <div class="menu-title" aria-hidden="true">{group.title}</div>}
              {group.items.map((item) => <Entry key={item.label} item={item} close={close} />)}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
