// A form that is walked away from by the Back button, or by choosing another inbox, is kept as it was typed until the page
// is loaded anew; who left is told, with the way back.
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { navigate } from "../../router";
import { agent } from "../../session";
import { toast } from "../../ui";
import { chooseInbox, inbox } from "../store";

const kept = new Map<string, unknown>();

export interface Kept<T> { form: T; set: (change: (now: T) => T) => void; forget: () => void }

/** `href` is where the form stands, `inboxId` whose it is: together they name it. */
export function useKept<T>(inboxId: string, href: string, saved: T, isChanged: (form: T) => boolean): Kept<T> {
  const key = `${inboxId} ${href}`;
  const [form, setForm] = useState<T>((kept.get(key) as T | undefined) ?? saved);
  const now = useRef({ form, isChanged });
  now.current = { form, isChanged };
  const forgotten = useRef(false);
  useEffect(() => () => {
    kept.delete(key);
    if (forgotten.current || !now.current.isChanged(now.current.form)) return;
    kept.set(key, now.current.form);
    const back = (): void => { if (inbox.peek()?.id !== inboxId) chooseInbox(inboxId); navigate(href); };
    toast({ text: t("settings.answers.kept"), when: () => Boolean(agent.value), action: { label: t("settings.leave.go_back"), run: back } });
  }, []);
  return { form, set: setForm, forget: () => { forgotten.current = true; } };
}
