// Nobody loses what they wrote by walking away from an article: links out of it ask first, and the Back button, which
// cannot be held, is answered with a way back. What is kept is kept.ts.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { navigate, path } from "../../router";
import { agent } from "../../session";
import { Button, Dialog, toast } from "../../ui";
import { newsOf } from "./kept";
import { choose, place } from "./place";
import { article, changed, discard, NEW, pathOf, save } from "./work";

const asked = signal<string | null>(null);

function onClick(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest?.("a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!plain || event.defaultPrevented || !(link instanceof HTMLAnchorElement) || link.target || link.origin !== location.origin) return;
  if (link.pathname === path.peek() || !changed.peek()) return;
  event.preventDefault();
  asked.value = link.pathname + link.search;
}

function go(): void {
  const to = asked.peek();
  asked.value = null;
  if (to) navigate(to);
}

/** Whoever left by other ways than a link is told that it is kept. */
function remind(inboxId: string, id: string): void {
  if (!changed.peek()) return;
  toast({ text: t("settings.answers.kept"), topic: newsOf(inboxId, id === NEW ? null : id), when: () => Boolean(agent.value), action: { label: t("settings.leave.go_back"), run: () => { if (place.peek()?.id !== inboxId) choose(inboxId); navigate(pathOf(id)); } } });
}

/** Before `close`, which forgets the article. */
export function useGuard(inboxId: string): void {
  useEffect(() => {
    document.addEventListener("click", onClick, true);
    return () => {
      document.removeEventListener("click", onClick, true);
      remind(inboxId, article.peek()?.id ?? NEW);
    };
  }, []);
}

export function Leaving({ onFault }: { onFault: (error: unknown) => boolean }) {
  if (asked.value === null || !changed.value) return null;
  const stay = (): void => { asked.value = null; };
  const saveFirst = (): void => {
    save().then(go, (error: unknown) => {
      stay();
      if (!onFault(error)) toast({ text: errorText(error), kind: "bad" });
    });
  };
  return (
    <Dialog title={t("settings.answers.leave")} onClose={stay} footer={
      <>
        <Button kind="bare" onClick={() => { discard(); go(); }}>{t("settings.answers.leave_discard")}</Button>
        <Button onClick={stay}>{t("settings.leave.stay")}</Button>
        <Button kind="main" onClick={saveFirst}>{t("settings.answers.save_draft")}</Button>
      </>}>
      <p class="t2">{t("settings.answers.leave_text")}</p>
    </Dialog>
  );
}
