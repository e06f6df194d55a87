// The floor: who waits and why, who answers and with how much, what was decided. For those who lead; it is live.
import { useEffect } from "preact/hooks";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { navigate } from "../../router";
import { Button, Skeleton, useLate } from "../../ui";
import { now, second } from "../../ui/clock";
import { AllOrResolved } from "../List";
import { FindButton, InboxSwitch } from "../Rail";
import { fetched, inbox, line } from "../store";
import { Assign } from "./Assign";
import { assigning, whispering } from "./actions";
import { Decided } from "./Decided";
import { InLine } from "./InLine";
import { People } from "./People";
import { Rings } from "./Rings";
import { earlier, floor, floorError, floorInbox, refetchFloor, watchFloor } from "./store";
import { Tiles } from "./Tiles";
import { Whisper } from "./Whisper";

/** Also without news: the day turns, and who was told what is over. */
const EVERY = 30_000;

function useFloor(): void {
  const online = line.value === "online";
  const of = inbox.value;
  const ready = fetched.value;
  useEffect(watchFloor, []);
  useEffect(() => { earlier.value = []; }, [of]);
  useEffect(() => {
    if (!online || !ready) return undefined;
    void refetchFloor();
    const timer = setInterval(() => void refetchFloor(), EVERY);
    return () => clearInterval(timer);
  }, [online, ready, of]);
}

/** That it is live, or from when it is. */
function Live() {
  if (!floor.value) return null;
  const live = line.value === "online" && !floorError.value;
  if (!live) return <span class="chip warn num" role="status">{t("floor.as_of", { time: second(floor.value.at) })}</span>;
  return <span class="chip ok num"><i class="dot" />{t("floor.live_at", { time: second(now.value) })}</span>;
}

/** In the bar, on a phone in the row below it, where its words have room. */
function WhoWould() {
  const of = floorInbox();
  return <Button icon="route" class="who-would" onClick={() => navigate(`/settings/simulate${of ? `?inbox=${encodeURIComponent(of)}` : ""}`)}><span class="cut">{t("floor.who_would")}</span></Button>;
}

const Head = () => (
  <header class="d-bar"><h1>{t("floor.title")}</h1><Live /><span class="grow" /><InboxSwitch /><WhoWould /><FindButton /></header>
);

function Loading() {
  if (!useLate(true)) return null;
  return <div class="f-main" aria-hidden="true"><Skeleton kind="block" /><div class="f-side">{[0, 1, 2, 3].map((at) => <Skeleton key={at} kind="block" />)}</div><div class="f-side"><Skeleton kind="block" /><Skeleton kind="block" /></div></div>;
}

function Broken() {
  return (
    <div class="d-void" role="alert">
      <h2>{errorText(floorError.value)}</h2>
      <Button onClick={() => void refetchFloor()}>{t("ui.try_again")}</Button>
    </div>
  );
}

function Body() {
  const shown = floor.value;
  if (!shown) return floorError.value && line.value === "online" ? <Broken /> : <Loading />;
  return (
    <div class="f-main">
      <Tiles floor={shown} />
      <div class="f-side"><InLine floor={shown} /><Decided floor={shown} /></div>
      <div class="f-side"><People floor={shown} /><Rings floor={shown} /></div>
    </div>
  );
}

export function Floor() {
  useFloor();
  return (
    <main class="d-col f-floor" id="conversation" tabIndex={-1} aria-label={t("floor.title")}>
      <Head />
      <div class="f-below"><AllOrResolved /><WhoWould /></div>
      <Body />
      {assigning.value && <Assign of={assigning.value} />}
      {whispering.value && <Whisper to={whispering.value} />}
    </main>
  );
}
