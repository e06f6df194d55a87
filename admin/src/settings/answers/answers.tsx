// What the bot and the help centre know: the list, or one article of it, as the address says.
import { useEffect } from "preact/hooks";
import { navigate, path, segments } from "../../router";
import { Editor } from "./editor";
import { List } from "./list";
import { PerPlace } from "./per-place";
import { place } from "./place";

function At({ inboxId }: { inboxId: string }) {
  const open = segments(path.value)[2];
  // Another inbox has other articles: choosing one leads to its list.
  useEffect(() => () => { if (place.peek()?.id !== inboxId && segments(path.peek())[1] === "answers") navigate("/settings/answers", { replace: true }); }, []);
  return open ? <Editor id={open} inboxId={inboxId} /> : <List inboxId={inboxId} />;
}

export const Answers = () => <PerPlace>{(inboxId) => <At key={inboxId} inboxId={inboxId} />}</PerPlace>;
