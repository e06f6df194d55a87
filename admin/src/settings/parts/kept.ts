// A form that is walked away from by the Back button, or by choosing another inbox, is kept as it was typed until the page
// is loaded anew; who left is told, with the way back.
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { navigate } from "../../router";
import { agent } from "../../session";
import { dropNews, toast } from "../../ui";
import { chooseInbox, inbox } from "../store";
import { offerUndo } from "../undo";

const kept = signal<ReadonlyMap<string, unknown>>(new Map());

export interface Kept<T> { form: T; set: (change: (now: T) => T) => void; forget: () => void }

const keyOf = (inboxId: string, href: string): string => `${inboxId} ${href}`;
/** News of it, which is none any more once it is dropped or gone on with. */
const topicOf = (key: string): string => `kept ${key}`;
const without = (key: string): void => { kept.value = new Map([...kept.peek()].filter(([one]) => one !== key)); };
const keep = (key: string, form: unknown): void => { kept.value = new Map(kept.peek()).set(key, form); };

/** Whether what was typed there waits to be saved. */
export const isKept = (inboxId: string, href: string): boolean => kept.value.has(keyOf(inboxId, href));

/** What was typed there goes, with ten seconds to change one's mind. */
export function dropKept(inboxId: string, href: string): void {
  const key = keyOf(inboxId, href);
  const form = kept.peek().get(key);
  without(key);
  dropNews(topicOf(key));
  offerUndo(t("settings.answers.discarded"), () => keep(key, form));
}

/** `href` is where the form stands, `inboxId` whose it is: together they name it. */
export function useKept<T>(inboxId: string, href: string, saved: T, isChanged: (form: T) => boolean): Kept<T> {
  const key = keyOf(inboxId, href);
  const [form, setForm] = useState<T>((kept.peek().get(key) as T | undefined) ?? saved);
  const now = useRef({ form, isChanged });
  now.current = { form, isChanged };
  const forgotten = useRef(false);
  useEffect(() => {
    dropNews(topicOf(key));
    return () => {
      without(key);
      if (forgotten.current || !now.current.isChanged(now.current.form)) return;
      keep(key, now.current.form);
      const back = (): void => { if (inbox.peek()?.id !== inboxId) chooseInbox(inboxId); navigate(href); };
      toast({ text: t("settings.answers.kept"), topic: topicOf(key), when: () => Boolean(agent.value), action: { label: t("settings.leave.go_back"), run: back } });
    };
  }, []);
  return { form, set: setForm, forget: () => { forgotten.current = true; } };
}
