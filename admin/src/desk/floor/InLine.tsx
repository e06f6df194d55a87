// Who waits, in order: for what, since when against what they were told, why, and what a leader can do about it.
import { useState } from "preact/hooks";
import { locale, plural, t } from "../../i18n";
import { inLine as stands, waitsSince } from "../../state/views";
import { Avatar, Button, Icon } from "../../ui";
import { now, waited } from "../../ui/clock";
import type { Floor, InLine as Place, Range } from "../../wire";
import { nameOf } from "../names";
import { offered, secondsLeft } from "../offered";
import { line, myId, pathOf, state } from "../store";
import { Priority, wanted } from "../Wants";
import { assign, assigning, doing, said, take } from "./actions";
import { rangeText } from "./words";

const secondsOf = (place: Place): number => Math.max(0, (now.value - Date.parse(waitsSince(place.conversation))) / 1000);
const past = (place: Place): boolean => Boolean(place.told && secondsOf(place) > place.told[1]);

/** The range that was told as a bar, the wait until now as a needle on it. */
function Scale({ told, seconds }: { told: Range; seconds: number }) {
  const whole = Math.max(told[1] * (4 / 3), seconds * 1.03, 60);
  const at = (value: number): string => `${Math.round((value / whole) * 1000) / 10}%`;
  return <div class="w-scale" aria-hidden="true"><u style={{ insetInlineStart: at(told[0]), width: at(told[1] - told[0]) }} /><s style={{ insetInlineStart: at(seconds) }} /></div>;
}

function Wait({ place, hot }: { place: Place; hot: boolean }) {
  return (
    <div class="wait">
      <div class="flex"><b class={`num ${hot ? "ring" : ""}`}>{waited(waitsSince(place.conversation))}</b><span class="cp t3 num">{place.told ? t("floor.told", { range: rangeText(place.told) }) : t("floor.told_none")}</span></div>
      {place.told && <Scale told={place.told} seconds={secondsOf(place)} />}
    </div>
  );
}

function Chips({ place }: { place: Place }) {
  const { conversation: one } = place;
  const asked = one.offer ? state.value.agents[one.offer.agent_id]?.name : undefined;
  return (
    <div class="wants">
      <Priority of={one.priority} />
      {wanted(one).map((word) => <span key={word} class="chip"><span class="cut" dir="auto">{word}</span></span>)}
      {asked && <span class="chip"><span class="cut num">{plural("floor.offered_for", secondsLeft(one), { agent: asked })}</span></span>}
      {past(place) && <span class="chip brass">{t("floor.past")}</span>}
    </div>
  );
}

/** One brass button on the screen: for the first in line, when somebody could take them now. */
function Doings({ place, first }: { place: Place; first: boolean }) {
  const given = { id: place.conversation.id, name: nameOf(place.conversation.visitor) };
  const off = line.value !== "online" || doing.value === given.id;
  const { next } = place;
  const mine = next?.id === myId.value;
  const choose = (): void => { assigning.value = given; };
  return (
    <div class="go">
      {first && next
        ? <><Button kind={offered.value ? "quiet" : "ringing"} tiny disabled={off} onClick={() => said(mine ? take(given) : assign(given, next))}><span class="cut">{mine ? t("floor.take") : t("floor.assign_to", { agent: next.name })}</span></Button><Button kind="bare" tiny disabled={off} onClick={choose}>{t("floor.somebody_else")}</Button></>
        : <><Button tiny disabled={off} onClick={choose}>{t("floor.assign")}</Button><Button kind="bare" tiny disabled={off} onClick={() => said(take(given))}>{t("floor.take")}</Button></>}
    </div>
  );
}

function Row({ place, at }: { place: Place; at: number }) {
  const { conversation: one } = place;
  const name = nameOf(one.visitor);
  const topic = one.topic ?? one.visitor.page?.title;
  const why = place.why?.[locale.value];
  return (
    <li class={`f-line ${at === 1 ? "hot" : ""}`} data-conversation={one.id}>
      <span class="num b">{at}</span>
      <Avatar name={name} />
      <div class="who">
        <a class="b cut" href={pathOf("waiting", one.id)} title={name}>{name}</a>
        {topic && <p class="t3 sm cut"><bdi>{topic}</bdi></p>}
        <Chips place={place} />
      </div>
      <Wait place={place} hot={at === 1} />
      <Doings place={place} first={at === 1} />
      {why && !one.offer && <p class="why"><Icon name="route" small /><span>{why}</span></p>}
    </li>
  );
}

/** So many stand above the agents where both share a column; the others are shown when asked for (`f-first`). */
const FIRST = 5;

export function InLine({ floor }: { floor: Floor }) {
  const places = floor.line.filter((place) => stands(place.conversation));
  const [all, setAll] = useState(false);
  const more = floor.tiles.waiting.now - places.length;
  return (
    <section class="card" aria-labelledby="f-line">
      <header><h2 id="f-line">{t("floor.in_line")}</h2><span class="t3 num">{floor.tiles.waiting.now}</span><span class="grow" /><span class="sm t3 cut">{t("floor.order")}</span></header>
      {places.length === 0 && <div class="f-none"><p class="b">{t("floor.empty")}</p><p class="t2 sm">{t("floor.empty_next")}</p></div>}
      <ol class={all ? "" : "f-first"}>{places.map((place, index) => <Row key={place.conversation.id} place={place} at={index + 1} />)}</ol>
      {!all && places.length > FIRST && <p class="f-none f-all"><Button kind="bare" tiny onClick={() => setAll(true)}>{t("floor.show_all", { n: places.length })}</Button></p>}
      {more > 0 && <p class="f-none t2 sm">{plural("floor.more", more)}</p>}
    </section>
  );
}
