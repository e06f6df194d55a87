// One of many, chosen on purpose: a button opens a list that can be typed into. A plain select acts while somebody only walks
// through it with arrow keys, and here each choice changes the flow.
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Icon, type IconName } from "../../../ui";

export interface Item { id: string; label: string; icon?: IconName }
export interface Group { title: string; items: Item[] }
interface ChooserProps { label: string; value: string; none: boolean; chosen: string; groups: () => Group[]; onChoose: (id: string) => void }

const [WIDE, TALL, EDGE] = [300, 340, 8];

/** Fixed beside its button, so that no scrolling panel cuts it; above it where there is no room below. */
function place(box: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const up = innerHeight - at.bottom < TALL + EDGE && at.top > innerHeight - at.bottom;
  box.style.left = `${Math.max(EDGE, Math.min(at.right - WIDE, innerWidth - WIDE - EDGE))}px`;
  box.style.top = up ? "auto" : `${at.bottom + 4}px`;
  box.style.bottom = up ? `${innerHeight - at.top + 4}px` : "auto";
}

function fitting(groups: Group[], typed: string): Group[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return groups.map((group) => ({ ...group, items: group.items.filter((one) => words.every((word) => one.label.toLocaleLowerCase().includes(word))) })).filter((group) => group.items.length > 0);
}

function useOutside(box: { current: HTMLElement | null }, close: () => void): void {
  useEffect(() => {
    const outside = (event: Event): void => { if (!box.current?.contains(event.target as Node)) close(); };
    document.addEventListener("pointerdown", outside, true);
    document.addEventListener("scroll", outside, true);
    addEventListener("resize", close);
    return () => {
      document.removeEventListener("pointerdown", outside, true);
      document.removeEventListener("scroll", outside, true);
      removeEventListener("resize", close);
    };
  }, []);
}

function List({ label, chosen, groups, button, onChoose, onClose }: Pick<ChooserProps, "label" | "chosen" | "onChoose"> & { groups: Group[]; button: HTMLElement; onClose: (refocus: boolean) => void }) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const shown = fitting(groups, typed);
  const items = shown.flatMap((group) => group.items);
  const [at, setAt] = useState(() => Math.max(0, items.findIndex((one) => one.id === chosen)));
  useOutside(box, () => onClose(false));
  useLayoutEffect(() => { if (box.current) { place(box.current, button); box.current.querySelector("input")?.focus(); } }, []);
  useEffect(() => { box.current?.querySelector(".on")?.scrollIntoView({ block: "nearest" }); }, [at]);
  const keys = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (event.key === "Tab") return onClose(false);
    if (to === undefined && event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Escape") return onClose(true);
    if (to !== undefined) return setAt((to + items.length) % Math.max(1, items.length));
    const found = items[at];
    if (found) { onClose(true); onChoose(found.id); }
  };
  return (
    <div class="fl-pick" ref={box} onKeyDown={keys}>
      <input class="in" role="combobox" aria-label={label} aria-expanded="true" aria-controls={id} aria-activedescendant={items[at] ? `${id}-${at}` : undefined} autocomplete="off" placeholder={t("settings.flows.find")} value={typed} onInput={(event) => { setTyped(event.currentTarget.value); setAt(0); }} />
      <div class="fl-pick-list" role="listbox" id={id} aria-label={label}>
        {shown.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            {group.title && <div class="menu-title" aria-hidden="true">{group.title}</div>}
            {group.items.map((one) => {
              const index = items.indexOf(one);
              return <div key={one.id} id={`${id}-${index}`} role="option" aria-selected={one.id === chosen} class={index === at ? "on" : ""} onClick={() => { onClose(true); onChoose(one.id); }}>{one.icon && <Icon name={one.icon} small />}<span class="cut">{one.label}</span></div>;
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

export function Chooser({ label, value, none, chosen, groups, onChoose }: ChooserProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = (refocus: boolean): void => { setOpen(false); if (refocus) button.current?.focus(); };
  return (
    <>
      <button type="button" ref={button} class={`in fl-chooser ${none ? "none" : ""}`} aria-haspopup="listbox" aria-expanded={open} aria-label={`${label}: ${value}`} title={value} onClick={() => setOpen(!open)}>
        <span class="cut grow">{value}</span><Icon name="down" small />
      </button>
      {open && button.current && <List label={label} chosen={chosen} groups={groups()} button={button.current} onChoose={onChoose} onClose={close} />}
    </>
  );
}
