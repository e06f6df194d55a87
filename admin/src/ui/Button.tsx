// Every button of the product. One `main` in view; `ringing` exists only to answer a waiting person.
import type { ComponentChildren, Ref } from "preact";
import { Icon } from "./Icon";
import type { IconName } from "./icons";

export interface ButtonProps {
  kind?: "main" | "ringing" | "quiet" | "bare" | "danger" | undefined;
  icon?: IconName | undefined;
  /** An icon alone: then `label` is what readers hear and what the tooltip shows. */
  label?: string | undefined;
  shortcut?: string | undefined;
  tiny?: boolean | undefined;
  busy?: string | undefined;
  type?: "button" | "submit" | undefined;
  disabled?: boolean | undefined;
  class?: string | undefined;
  form?: string | undefined;
  pressed?: boolean | undefined;
  /** Where a dialog begins. */
  autofocus?: boolean | undefined;
  /** The id of what is said about it, such as what is wrong. */
  describedBy?: string | undefined;
  onClick?: ((event: MouseEvent) => void) | undefined;
  buttonRef?: Ref<HTMLButtonElement> | undefined;
  children?: ComponentChildren;
}

function classes(p: ButtonProps): string {
  return ["bt", p.kind === "quiet" ? "" : p.kind, p.children ? "" : "sq", p.tiny ? "tiny" : "", p.class].filter(Boolean).join(" ");
}

export function Button(p: ButtonProps) {
  return (
    <button type={p.type ?? "button"} class={classes(p)} disabled={p.disabled} aria-disabled={p.busy ? true : undefined}
      aria-label={p.children ? undefined : p.label} title={p.label} autofocus={p.autofocus} aria-describedby={p.describedBy} aria-pressed={p.pressed} ref={p.buttonRef ?? null} form={p.form}
      aria-keyshortcuts={p.shortcut && p.shortcut.length === 1 && p.shortcut !== "↵" ? p.shortcut : undefined}
      onClick={(event) => { if (!p.busy) p.onClick?.(event); else event.preventDefault(); }}>
      {p.icon && <Icon name={p.icon} small={Boolean(p.children)} />}
      {p.busy ?? p.children}
      {p.shortcut && !p.busy && <kbd class="key" aria-hidden="true">{p.shortcut}</kbd>}
    </button>
  );
}
