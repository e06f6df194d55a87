// Who reads along: said to everybody at the desk who looks at the conversation, and never to the visitor. Whoever has taken
// it over meanwhile answers.
import { t } from "../i18n";
import { Button, Icon } from "../ui";
import type { Conversation } from "../wire";
import { nameOf } from "./names";
import { reading, stopReading } from "./reading";
import { myId, state } from "./store";

export function Joined({ one }: { one: Conversation }) {
  const name = nameOf(one.visitor);
  const others = (state.value.joined[one.id] ?? []).filter((agent) => agent.id !== myId.value && agent.id !== one.assignee?.id).map((agent) => agent.name);
  const mine = reading.value === one.id;
  if (!mine && !others.length) return null;
  const words = mine ? t("joined.you", { name }) : others.length === 1 ? t("joined.reads", { agent: others[0] ?? "", name }) : t("joined.read", { agents: others.join(", "), name });
  return (
    <div class="d-joined" role="status">
      <Icon name="eye" small /><span class="grow">{words}</span>
      {mine && <Button tiny kind="bare" onClick={stopReading}>{t("joined.stop")}</Button>}
    </div>
  );
}
