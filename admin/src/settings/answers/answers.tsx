// What the bot and the help centre know: the list, or one article of it, as the address says.
import { useEffect } from "preact/hooks";
import { navigate, path, segments } from "../../router";
import { isAdmin } from "../../session";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { loadFailed, loadInboxes } from "../store";
import { Editor } from "./editor";
import { List } from "./list";
import { loadPlaces, place } from "./place";

function At({ inboxId }: { inboxId: string }) {
  const open = segments(path.value)[2];
  // Another inbox has other articles: choosing one leads to its list.
  useEffect(() => () => { if (place.peek()?.id !== inboxId && segments(path.peek())[1] === "answers") navigate("/settings/answers", { replace: true }); }, []);
  return open ? <Editor id={open} inboxId={inboxId} /> : <List inboxId={inboxId} />;
}

export function Answers() {
  const places = useLoaded(async () => { if (!isAdmin()) await loadPlaces(); }, []);
  const loaded = isAdmin() ? { ready: true, error: loadFailed.value, again: () => void loadInboxes() } : places;
  const id = place.value?.id;
  if (id) return <At key={id} inboxId={id} />;
  return <div class="s-body s-form wide"><NotLoaded of={loaded} />{!loaded.error && <Loading />}</div>;
}
