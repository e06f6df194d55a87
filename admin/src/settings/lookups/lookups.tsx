// Look-ups of an inbox: the list, or one of it, as the address says.
import { path, segments } from "../../router";
import { inbox } from "../store";
import { Editor } from "./editor";
import { List } from "./list";

export function LookUps() {
  const id = inbox.value?.id ?? "";
  const open = segments(path.value)[2];
  return open ? <Editor id={open} inboxId={id} /> : <List inboxId={id} />;
}
