// Nobody loses unpublished changes by walking away: links out of the settings ask first, the browser asks on closing,
// and the Back button, which cannot be held, is answered with a way back (the changes are kept).
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ComponentChild } from "preact";
import { plural, t } from "../i18n";
import { navigate, path } from "../router";
import { Button, Dialog, toast } from "../ui";
import { changed, discard, publish, publishError, publishing } from "./draft";

const asked = signal<(() => void) | null>(null);

/** Does it at once when nothing is unpublished, else after the reader has decided. */
export function askBefore(go: () => void): void {
  if (changed.value.length === 0) go();
  else asked.value = go;
}

const inside = (pathname: string): boolean => /^\/settings(\/|$)/.test(pathname);

function onClick(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest?.("a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!plain || !(link instanceof HTMLAnchorElement) || link.target || link.origin !== location.origin) return;
  if (inside(link.pathname) || changed.value.length === 0) return;
  event.preventDefault();
  askBefore(() => navigate(link.pathname + link.search));
}

function onUnload(event: BeforeUnloadEvent): void {
  if (changed.value.length > 0) event.preventDefault();
}

function remindOfChanges(): void {
  if (changed.value.length === 0 || inside(path.value)) return;
  toast({ text: plural("settings.leave.kept", changed.value.length), action: { label: t("settings.leave.go_back"), run: () => navigate("/settings/brand") } });
}

function done(): void {
  const go = asked.value;
  asked.value = null;
  go?.();
}

function LeaveDialog() {
  const stay = (): void => { asked.value = null; };
  const publishFirst = async (): Promise<void> => { if (await publish()) done(); else stay(); };
  return (
    <Dialog title={plural("settings.leave.title", changed.value.length)} onClose={stay} footer={
      <>
        <Button kind="bare" onClick={() => { discard(); done(); }}>{t("settings.leave.discard")}</Button>
        <Button onClick={stay}>{t("settings.leave.stay")}</Button>
        <Button kind="main" busy={publishing.value ? t("settings.save.publishing") : undefined} onClick={() => void publishFirst()}>{t("settings.leave.publish")}</Button>
      </>}>
      <p class="t2">{publishError.value ?? t("settings.leave.text")}</p>
    </Dialog>
  );
}

export function useLeaving(): ComponentChild {
  useEffect(() => {
    document.addEventListener("click", onClick, true);
    addEventListener("beforeunload", onUnload);
    return () => {
      document.removeEventListener("click", onClick, true);
      removeEventListener("beforeunload", onUnload);
      remindOfChanges();
    };
  }, []);
  return asked.value && changed.value.length > 0 ? <LeaveDialog /> : null;
}
