// What the bot and the help centre know: the list, or one article of it, as the address says.
import { useEffect } from "preact/hooks";
import { navigate, path, segments } from "../../router";
import { inbox } from "../store";
import { Editor } from "./editor";
import { List } from "./list";

export function Answers() {
  const id = inbox.value?.id ?? "";
  const open = segments(path.value)[2];
  // Another inbox has other articles: choosing one leads to its list.
  useEffect(() => () => { if (inbox.peek()?.id !== id && segments(path.peek())[1] === "answers") navigate("/settings/answers", { replace: true }); }, []);
  return open ? <Editor id={open} inboxId={id} /> : <List inboxId={id} />;
}
