// Arrivals by the hour: what was, what is now, and in outlines what such a day usually brings. The hours are those of the
// inbox's day, said by the clock of whoever reads them.
import { t } from "../../i18n";
import { weekday } from "../../ui/clock";
import type { Floor } from "../../wire";
import { elsewhere, hoursAhead } from "./words";

const LEAST_HOURS = 12;
const two = (hour: number): string => String(hour).padStart(2, "0");

/** From the first hour in which anybody came or usually comes to the last, at least half a day around now. */
function hours({ hour, today, usual }: Floor["rings"]): number[] {
  const busy = [...today.keys()].filter((at) => today[at] || (usual?.[at] ?? 0) > 0 || at === hour);
  let [from, to] = [Math.min(...busy), Math.max(...busy)];
  while (to - from + 1 < LEAST_HOURS) {
    if (from > 0) from -= 1;
    if (to < 23 && to - from + 1 < LEAST_HOURS) to += 1;
  }
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

function Bar({ at, time, rings, most }: { at: number; time: string; rings: Floor["rings"]; most: number }) {
  const coming = at > rings.hour;
  const value = (coming ? rings.usual?.[at] : rings.today[at]) ?? 0;
  const words = t(coming ? "floor.rings_expected" : "floor.rings_hour", { time, n: value });
  return <i class={coming ? "x" : at === rings.hour ? "n" : ""} title={words} style={{ height: `${Math.max(value ? 6 : 2, (value / most) * 100)}%` }} />;
}

export function Rings({ floor }: { floor: Floor }) {
  const { rings } = floor;
  const all = hours(rings);
  const most = Math.max(1, ...all.map((at) => Math.max(rings.today[at] ?? 0, rings.usual?.[at] ?? 0)));
  const ahead = hoursAhead(floor.time_zone, floor.at);
  const mine = (at: number): string => two((at + (ahead ?? 0) + 24) % 24);
  const params = { n: rings.today[rings.hour] ?? 0, time: `${mine(rings.hour)}:00`, day: weekday(floor.at, floor.time_zone) };
  const outlined = all.some((at) => at > rings.hour && (rings.usual?.[at] ?? 0) > 0);
  const words = t(outlined ? "floor.rings_usual" : "floor.rings_now", params);
  const spoken = all.map((at) => t("floor.rings_hour", { time: `${mine(at)}:00`, n: rings.today[at] ?? 0 })).join(", ");
  const zone = ahead === null && elsewhere(floor.time_zone, floor.at);
  return (
    <section class="card f-rings" aria-labelledby="f-rings">
      <header><h2 id="f-rings" class="m">{t("floor.rings")}</h2><span class="grow" /><span class="sm t3 num">{words}</span></header>
      <div class="bars" role="img" aria-label={spoken}>{all.map((at) => <Bar key={at} at={at} time={`${mine(at)}:00`} rings={rings} most={most} />)}</div>
      <div class="tl" aria-hidden="true" style={{ gridTemplateColumns: `repeat(${all.length}, minmax(0, 1fr))` }}>{all.map((at, index) => index % 3 === 0 && <span key={at} style={{ gridColumn: `${index + 1} / span ${Math.min(3, all.length - index)}` }}>{mine(at)}</span>)}</div>
      {zone && <p class="cp t3 f-zone">{zone}</p>}
    </section>
  );
}
