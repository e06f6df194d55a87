// A page about one inbox's knowledge: an admin's is in the rail, a team leader's is loaded first and chosen on the page.
import type { ComponentChildren } from "preact";
import { isAdmin } from "../../session";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { loadFailed, loadInboxes } from "../store";
import { loadPlaces, place } from "./place";

export function PerPlace({ children }: { children: (inboxId: string) => ComponentChildren }) {
  const places = useLoaded(async () => { if (!isAdmin()) await loadPlaces(); }, []);
  const loaded = isAdmin() ? { ready: true, error: loadFailed.value, again: () => void loadInboxes() } : places;
  const id = place.value?.id;
  if (id) return <>{children(id)}</>;
  return <div class="s-body s-form wide"><NotLoaded of={loaded} />{!loaded.error && <Loading />}</div>;
}
