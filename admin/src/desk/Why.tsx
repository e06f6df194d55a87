// The reason beside the state: one sentence under a route icon.
import { Icon } from "../ui";
import type { Conversation } from "../wire";
import { whyText } from "./activity";
import { state } from "./store";

export function Why({ one }: { one: Conversation }) {
  const { logs, me } = state.value;
  const text = whyText(one, logs[one.id]?.messages ?? [], me?.id);
  if (!text) return null;
  return <div class="d-why"><Icon name={one.kind === "offline" ? "mail" : "route"} small /><span>{text}</span></div>;
}
