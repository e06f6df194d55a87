// A dialog or a drawer on the browser's own <dialog>: it keeps the focus, hides the rest and gives the focus back.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { Button } from "./Button";
import { firstOf, keepFocus } from "./focus";
import { watchTyped } from "./typed";

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  footer?: ComponentChildren;
  kind?: "dialog" | "drawer" | "palette" | undefined;
  wide?: boolean | undefined;
  /** What is typed here is gone with the dialog: Escape, a click beside it and the cross ask first. "changed": since it was
   * opened another time, too. */
  asks?: boolean | "changed" | undefined;
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

/** Leaves at once when nothing would be lost, else asks. Whoever closes the page is asked by the browser. */
function useAsking(asks: DialogProps["asks"], onClose: () => void) {
  const [typed] = useState(watchTyped);
  const [asking, setAsking] = useState(false);
  const loses = (): boolean => asks === "changed" || (asks === true && typed.any());
  const now = useRef(loses);
  now.current = loses;
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent): void => { if (now.current()) event.preventDefault(); };
    addEventListener("beforeunload", onUnload);
    return () => removeEventListener("beforeunload", onUnload);
  }, []);
  return { asking, leave: () => (loses() ? setAsking(true) : onClose()), stay: () => setAsking(false), begin: typed.begin };
}

function Asked({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <Dialog title={t("ui.typed.title")} onClose={onStay} footer={
      <>
        <Button kind="bare" onClick={onLeave}>{t("ui.typed.leave")}</Button>
        <Button kind="main" onClick={onStay}>{t("ui.typed.stay")}</Button>
      </>}>
      <p class="t2">{t("ui.typed.text")}</p>
    </Dialog>
  );
}

export function Dialog({ title, onClose, children, footer, kind = "dialog", wide, asks }: DialogProps) {
  const { asking, leave, stay, begin } = useAsking(asks, onClose);
  const { ref, outside } = useModal(kind, leave);
  const id = useId();
  // Escape is taken before the browser closes by itself, which it does when it is pressed twice with nothing between.
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !asks || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    leave();
  };
  return (
    <dialog ref={ref} class={`dlg ${kind} ${wide ? "wide" : ""}`} aria-labelledby={id} onMouseDown={outside} onFocusIn={begin} onKeyDown={onKey}
      onCancel={(event) => { event.preventDefault(); leave(); }}>
      <div class="dlg-box">
        <header class={kind === "palette" ? "hidden" : ""}>
          <h2 id={id}>{title}</h2>
          <Button kind="bare" icon="close" label={t("ui.close")} onClick={leave} />
        </header>
        <div class="dlg-body">{children}</div>
        {footer && <footer>{footer}</footer>}
      </div>
      {asking && <Asked onStay={stay} onLeave={onClose} />}
    </dialog>
  );
}
