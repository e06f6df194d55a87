// A dialog or a drawer on the browser's own <dialog>: it keeps the focus, hides the rest and gives the focus back.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../i18n";
import { Button } from "./Button";
import { firstOf, keepFocus } from "./focus";

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  footer?: ComponentChildren;
  kind?: "dialog" | "drawer" | "palette" | undefined;
  wide?: boolean | undefined;
}

function useModal(kind: DialogProps["kind"], onClose: () => void) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.showModal();
    if (kind === "dialog") firstOf(ref.current as HTMLElement)?.focus();
    return () => { if (before instanceof HTMLElement && before.isConnected) before.focus(); keepFocus(); };
  }, []);
  const outside = (event: MouseEvent): void => { if (event.target === ref.current) onClose(); };
  return { ref, outside };
}

export function Dialog({ title, onClose, children, footer, kind = "dialog", wide }: DialogProps) {
  const { ref, outside } = useModal(kind, onClose);
  const id = useId();
  return (
    <dialog ref={ref} class={`dlg ${kind} ${wide ? "wide" : ""}`} aria-labelledby={id} onMouseDown={outside}
      onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <div class="dlg-box">
        <header class={kind === "palette" ? "hidden" : ""}>
          <h2 id={id}>{title}</h2>
          <Button kind="bare" icon="close" label={t("ui.close")} onClick={onClose} />
        </header>
        <div class="dlg-body">{children}</div>
        {footer && <footer>{footer}</footer>}
      </div>
    </dialog>
  );
}
