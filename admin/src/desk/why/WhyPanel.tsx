// Why this conversation is where it is: why it still waits, and every decision that was made of it, the newest first.
import type { ComponentChildren } from "preact";
import { errorText } from "../../errors";
import { locale, plural, t } from "../../i18n";
import { Button, Dialog, Icon, Skeleton, useLate } from "../../ui";
import { dayName, sameDay } from "../../ui/clock";
import type { Conversation } from "../../wire";
import { overlay } from "../dialogs";
import { nameOf } from "../names";
import { Entry } from "./Entry";
import { Agents } from "./Findings";
import type { Told, Waits } from "./model";
import { fetchReasons, reasons, reasonsError } from "./reasons";

function StillWaiting({ waits }: { waits: Waits }) {
  const { agents, able, needs } = waits.data;
  return (
    <section class="why-waits">
      <p><Icon name="clock" small /><span>{waits.sentences[locale.value]}</span></p>
      {agents.length > 0 && <details class="why-found"><summary>{plural("why_panel.able", able)}<Icon name="down" small /></summary><ul><Agents found={agents} needs={needs} /></ul></details>}
    </section>
  );
}

/** A line with the day where the day changes; today's own is not said. */
function days(decisions: Told[]): ComponentChildren[] {
  return decisions.map((one, at) => {
    const before = decisions[at - 1]?.created_at ?? Date.now();
    return <>{!sameDay(one.created_at, before) && <li class="day">{dayName(one.created_at)}</li>}<Entry key={one.id} decision={one} /></>;
  });
}

function Waiting() {
  return useLate(true) ? <div class="why-skeleton"><Skeleton width="80%" /><Skeleton width="60%" /><Skeleton width="70%" /></div> : null;
}

function Failed({ id }: { id: string }) {
  return <div class="why-none"><p>{errorText(reasonsError.value)}</p><Button icon="retry" onClick={() => void fetchReasons(id)}>{t("ui.try_again")}</Button></div>;
}

function Body({ id }: { id: string }) {
  const known = reasons.value?.id === id ? reasons.value : null;
  if (!known) return reasonsError.value ? <Failed id={id} /> : <Waiting />;
  if (!known.waiting && known.decisions.length === 0) return <div class="why-none"><p class="b">{t("why_panel.none")}</p><p class="t2">{t("why_panel.none_next")}</p></div>;
  return (
    <>
      {known.waiting && <StillWaiting waits={known.waiting} />}
      <ol class="why-list" aria-live="polite">{days(known.decisions)}</ol>
    </>
  );
}

export function WhyPanel({ conversation }: { conversation: Conversation }) {
  return (
    <Dialog kind="drawer" title={t("why_panel.title", { name: nameOf(conversation.visitor) })} onClose={() => { overlay.value = null; }}>
      <div class="d-whypanel"><Body id={conversation.id} /></div>
    </Dialog>
  );
}
