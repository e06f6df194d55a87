// Whose answers are shown: an admin's inbox is the one in the rail; a team leader, who has no settings, chooses one here.
import { computed, signal } from "@preact/signals";
import { api } from "../../api";
import { LOCALES } from "../../i18n";
import { isAdmin } from "../../session";
import { chooseInbox, inbox } from "../store";

/** `time_zone` is whose day decides what is to be reviewed; a leader is not told, and has their own. */
export interface Place { id: string; key: string; name: string; locales: readonly string[]; time_zone?: string }

export const places = signal<Place[] | null>(null);
const chosen = signal<string | null>(null);

function ofAdmin(): Place | null {
  const of = inbox.value;
  return of && { id: of.id, key: of.key, name: of.name, locales: of.locales, time_zone: of.business_hours.time_zone };
}

export const place = computed<Place | null>(() =>
  (isAdmin() ? ofAdmin() : places.value?.find((one) => one.id === chosen.value) ?? places.value?.[0] ?? null));

export async function loadPlaces(): Promise<void> {
  const { inboxes } = await api<{ inboxes: Pick<Place, "id" | "key" | "name">[] }>("GET", "/api/inboxes");
  places.value = inboxes.map(({ id, key, name }) => ({ id, key, name, locales: LOCALES }));
}

export function choose(id: string): void {
  if (isAdmin()) chooseInbox(id);
  else chosen.value = id;
}
