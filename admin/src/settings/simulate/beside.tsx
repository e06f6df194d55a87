// What happened beside what would have: figures, the waits of each hour, and how much each agent had.
import { locale, plural, t } from "../../i18n";
import { Avatar, Icon } from "../../ui";
import { day, duration } from "../../ui/clock";
import type { Replay, Run } from "./model";

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

interface FigureProps { name: string; before: number | null; after: number | null; say: (value: number) => string; less?: boolean }

/** `less` is better. */
function Figure({ name, before, after, say, less = true }: FigureProps) {
  const moved = before === null || after === null || before === after ? "" : after < before === less ? "better" : "worse";
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="num">{before === null ? "–" : say(before)}</td>
      <td class={`num ${moved}`}>{after === null ? "–" : say(after)}{moved && <span class="hidden"> {t(`settings.simulate.${moved}`)}</span>}{moved && <Icon name={(after as number) < (before as number) ? "down" : "up"} small />}</td>
    </tr>
  );
}

function Figures({ happened, changed }: { happened: Run; changed: Run }) {
  const plain = String;
  return (
    <table class="w-figures">
      <thead><tr><td /><th scope="col">{t("settings.simulate.happened")}</th><th scope="col">{t("settings.simulate.would")}</th></tr></thead>
      <tbody>
        <Figure name={t("settings.simulate.median")} before={happened.waits?.median ?? null} after={changed.waits?.median ?? null} say={duration} />
        <Figure name={t("settings.simulate.nine_of_ten")} before={happened.waits?.nine_of_ten ?? null} after={changed.waits?.nine_of_ten ?? null} say={duration} />
        <Figure name={t("settings.simulate.longest")} before={happened.waits?.longest ?? null} after={changed.waits?.longest ?? null} say={duration} />
        <Figure name={t("settings.simulate.served")} before={happened.served} after={changed.served} say={plain} less={false} />
        <Figure name={t("settings.simulate.left")} before={happened.left} after={changed.left} say={(left) => `${left} (${percent(left / happened.arrivals)})`} />
        <Figure name={t("settings.simulate.still_waiting")} before={happened.still_waiting} after={changed.still_waiting} say={plain} />
      </tbody>
    </table>
  );
}

const two = (hour: number): string => String(hour).padStart(2, "0");
const share = (value: number, most: number): { height: string } => ({ height: `${Math.max(2, Math.round((100 * value) / most))}%` });

/** From the first hour in which somebody came to the last. */
function Hours({ happened, changed }: { happened: Run; changed: Run }) {
  const busy = happened.hours.filter((hour) => hour.arrivals > 0).map((hour) => hour.hour);
  const hours = happened.hours.slice(busy[0] ?? 0, (busy.at(-1) ?? 23) + 1);
  const most = Math.max(1, ...[...happened.hours, ...changed.hours].map((hour) => hour.median ?? 0));
  return (
    <figure class="w-hours">
      <figcaption><b>{t("settings.simulate.by_hour")}</b><span class="w-key"><i /> {t("settings.simulate.happened")} <i class="new" /> {t("settings.simulate.would")}</span></figcaption>
      <ol>
        {hours.map((hour) => {
          const after = changed.hours[hour.hour]?.median ?? 0;
          const words = t("settings.simulate.hour", { hour: `${two(hour.hour)}:00`, before: duration(hour.median ?? 0), after: duration(after), arrivals: hour.arrivals });
          return (
            <li key={hour.hour} title={words}>
              <span class="hidden">{words}</span>
              <span class="w-bars" aria-hidden="true">{hour.median !== null && <><i style={share(hour.median, most)} /><i class="new" style={share(after, most)} /></>}</span>
              <span class="w-hour num" aria-hidden="true">{two(hour.hour)}</span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}

function Loads({ happened, changed }: { happened: Run; changed: Run }) {
  const most = Math.max(1, ...[...happened.agents, ...changed.agents].map((one) => one.taken));
  const after = new Map(changed.agents.map((one) => [one.agent.id, one]));
  return (
    <section class="w-loads">
      <h3>{t("settings.simulate.loads")}</h3>
      <ul>
        {happened.agents.map((one) => {
          const then = after.get(one.agent.id);
          return (
            <li key={one.agent.id}>
              <Avatar name={one.agent.name || "?"} face={one.agent.face} size={28} />
              <span class="grow">
                <b class="cut m">{one.agent.name}</b>
                <span class="w-lanes" aria-hidden="true"><i style={{ width: `${(100 * one.taken) / most}%` }} /><i class="new" style={{ width: `${(100 * (then?.taken ?? 0)) / most}%` }} /></span>
              </span>
              <span class="cp t2 num w-taken">{t("settings.simulate.taken", { before: one.taken, after: then?.taken ?? 0 })}<br />{t("settings.simulate.load", { before: one.load ?? 0, after: then?.load ?? 0 })}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Assumed({ replay }: { replay: Replay }) {
  const { as_set: as, happened } = replay;
  const near = t("settings.simulate.near", { played: duration(as.waits?.median ?? 0), happened: duration(happened.waits?.median ?? 0), left: as.left, was: happened.left });
  return (
    <details class="w-more">
      <summary>{t("settings.simulate.assumed")}</summary>
      <ul class="w-assumed"><li>{near}</li>{replay.assumed.map((said) => <li key={said.en}>{said[locale.value]}</li>)}</ul>
    </details>
  );
}

export function Beside({ replay }: { replay: Replay }) {
  const { happened, changed } = replay;
  if (happened.arrivals === 0) return <div class="w-empty"><p class="b">{t("settings.simulate.nobody_came")}</p><p class="t2">{t("settings.simulate.nobody_came_next")}</p></div>;
  const same = Object.keys(replay.changes).length === 0;
  return (
    <div class="w-beside">
      <p class="lead">{plural("settings.simulate.came", happened.arrivals, { date: day(`${replay.date}T12:00`) })}{same && `${locale.value === "en" ? " " : ""}${t("settings.simulate.no_change")}`}</p>
      <Figures happened={happened} changed={changed} />
      <Hours happened={happened} changed={changed} />
      <Loads happened={happened} changed={changed} />
      <Assumed replay={replay} />
    </div>
  );
}
