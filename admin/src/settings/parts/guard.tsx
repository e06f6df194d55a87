// A form with a Save of its own asks before one walks away from what was typed; the browser asks on closing the page.
import { useEffect, useRef, useState } from "preact/hooks";
import type { ComponentChild } from "preact";
import { t } from "../../i18n";
import { navigate, path } from "../../router";
import { Button, Dialog } from "../../ui";

function leadsAway(event: MouseEvent): HTMLAnchorElement | null {
  const link = (event.target as Element | null)?.closest?.("a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!plain || event.defaultPrevented || !(link instanceof HTMLAnchorElement) || link.target || link.origin !== location.origin) return null;
  return link.pathname === path.peek() ? null : link;
}

/** Stands while `changed` is so; `forget` drops what was typed, `save` answers whether it went well. What it answers is to be drawn. */
export function useGuard(changed: boolean, forget: () => void, save?: () => Promise<boolean>): ComponentChild {
  const now = useRef(changed);
  now.current = changed;
  const [to, setTo] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const onClick = (event: MouseEvent): void => {
      const link = now.current ? leadsAway(event) : null;
      if (!link) return;
      event.preventDefault();
      setTo(link.pathname + link.search);
    };
    const onUnload = (event: BeforeUnloadEvent): void => { if (now.current) event.preventDefault(); };
    document.addEventListener("click", onClick, true);
    addEventListener("beforeunload", onUnload);
    return () => { document.removeEventListener("click", onClick, true); removeEventListener("beforeunload", onUnload); };
  }, []);
  if (to === null) return null;
  const stay = (): void => setTo(null);
  const leave = (): void => { forget(); navigate(to); };
  const saveFirst = async (): Promise<void> => {
    setBusy(true);
    const saved = await save?.();
    setBusy(false);
    if (saved) leave();
    else stay();
  };
  return (
    <Dialog title={t("settings.unsaved.title")} onClose={stay} footer={
      <>
        <Button kind="bare" onClick={leave}>{t("settings.unsaved.discard")}</Button>
        <Button kind={save ? undefined : "main"} onClick={stay}>{t("settings.leave.stay")}</Button>
        {save && <Button kind="main" busy={busy ? t("settings.saving") : undefined} onClick={() => void saveFirst()}>{t("settings.unsaved.save")}</Button>}
      </>}>
      <p class="t2">{t("settings.unsaved.text")}</p>
    </Dialog>
  );
}
