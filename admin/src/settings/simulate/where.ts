// Which inbox is asked about, and what can be chosen there. Team leaders have no settings, so the page fetches its own.
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api";
import { isAdmin } from "../../session";
import { query } from "../../router";
import { chooseInbox, inbox as adminsInbox, inboxes } from "../store";
import type { Choices, Named } from "./model";

export const places = signal<Named[] | null>(null);
export const place = signal<string | null>(null);

/** The floor links here with the inbox that is looked at. */
export function followLink(): void {
  const wanted = query("inbox");
  if (!wanted) return;
  place.value = wanted;
  if (isAdmin() && wanted !== adminsInbox.peek()?.id && inboxes.peek()?.some((one) => one.id === wanted)) chooseInbox(wanted);
}

/** An admin's is the one in the rail. */
export const chosenPlace = (): Named | null => (isAdmin() ? adminsInbox.value : places.value?.find((one) => one.id === place.value) ?? places.value?.[0] ?? null);

export async function loadPlaces(): Promise<void> {
  places.value = (await api<{ inboxes: Named[] }>("GET", "/api/inboxes")).inboxes.map(({ id, name }) => ({ id, name }));
}

/** What the form offers; null while it is on its way. */
export function useChoices(inbox: string | undefined): { choices: Choices | null; failed: unknown; again: () => void } {
  const [choices, setChoices] = useState<Choices | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let here = true;
    setChoices(null);
    const load = inbox ? api<Choices>("GET", `/api/inboxes/${inbox}/simulate`) : isAdmin() ? Promise.resolve(null) : loadPlaces().then(() => null);
    load.then((found) => { if (here) { setChoices(found); setFailed(null); } }, (error: unknown) => { if (here) setFailed(error); });
    return () => { here = false; };
  }, [inbox, round]);
  return { choices, failed, again: () => setRound(round + 1) };
}
