// What routing decided lately, in the sentences of the server.
import { useState } from "preact/hooks";
import { errorText } from "../../errors";
import { locale, t } from "../../i18n";
import { Button, toast } from "../../ui";
import { moment } from "../../ui/clock";
import type { Decision, Floor } from "../../wire";
import { pathOf, state } from "../store";
import { earlier, fetchEarlier, floorInbox } from "./store";
import { visitorName } from "./words";

const sentence = (decision: Decision): string | undefined => decision.sentences?.[locale.value] ?? undefined;

function Line({ decision }: { decision: Decision }) {
  const id = decision.conversation_id;
  const visitor = decision.visitor ?? state.value.conversations[id ?? ""]?.visitor.label;
  return (
    <li>
      <time class="t3 num" dateTime={decision.created_at}>{moment(decision.created_at)}</time>
      <span>{id && visitor && <><a class="m" href={pathOf("all", id)} dir="auto">{visitorName(visitor)}</a>{t("floor.colon")}</>}{sentence(decision)}</span>
    </li>
  );
}

export function Decided({ floor }: { floor: Floor }) {
  const [busy, setBusy] = useState(false);
  const all = [...floor.decisions, ...earlier.value.filter((one) => !floor.decisions.some((known) => known.id === one.id))];
  const shown = all.filter(sentence);
  const more = async (): Promise<void> => {
    setBusy(true);
    await fetchEarlier().catch((error: unknown) => toast({ text: errorText(error), kind: "bad" }));
    setBusy(false);
  };
  return (
    <section class="card f-decided" aria-labelledby="f-decided">
      <header><h2 id="f-decided">{t("floor.decided")}</h2><span class="grow" />{floorInbox() && shown.length > 0 && <Button kind="bare" tiny busy={busy ? t("list.loading") : undefined} onClick={() => void more()}>{t("floor.all_decisions")}</Button>}</header>
      {shown.length === 0 && <p class="f-none t2 sm">{t("floor.no_decisions")}</p>}
      <ul class="f-log">{shown.map((decision) => <Line key={decision.id} decision={decision} />)}</ul>
    </section>
  );
}
