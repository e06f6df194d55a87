// Look-ups of an inbox: the list, or one of it, as the address says.
import { useEffect } from "preact/hooks";
import { navigate, path, segments } from "../../router";
import { inbox } from "../store";
import { Editor } from "./editor";
import { List } from "./list";
import { HERE } from "./store";

export function LookUps() {
  const id = inbox.value?.id ?? "";
  const open = segments(path.value)[2];
  // Another inbox has other look-ups: choosing one leads to its list.
  useEffect(() => () => { if (inbox.peek()?.id !== id && segments(path.peek())[1] === "lookups") navigate(HERE, { replace: true }); }, []);
  return open ? <Editor id={open} inboxId={id} /> : <List inboxId={id} />;
}
