// The figures of the day, each with what it is compared with.
import type { ComponentChildren } from "preact";
import { plural, t } from "../../i18n";
import { clock, duration, waited } from "../../ui/clock";
import type { Floor, Tiles as Figures } from "../../wire";
import { rangeText } from "./words";

function Tile({ of, value, beside, rings }: { of: string; value: ComponentChildren; beside: string; rings?: boolean }) {
  return <div role="group" aria-label={of}><span class="sm t2">{of}</span><b class={rings ? "ring" : ""}>{value}</b><span class="cp t3">{beside}</span></div>;
}

function longest({ longest: one }: Figures): { value: string; beside: string } {
  if (!one) return { value: t("floor.none"), beside: t("floor.nobody") };
  return { value: waited(one.since), beside: one.told ? t("floor.told_start", { range: rangeText(one.told) }) : t("floor.told_none") };
}

function inside({ inside: { count, of } }: Figures): { value: string; beside: string } {
  if (!of) return { value: t("floor.none"), beside: t("floor.inside_none") };
  return { value: `${Math.round((count / of) * 100)}%`, beside: plural("floor.inside_of", of, { n: count }) };
}

export function Tiles({ floor }: { floor: Floor }) {
  const { tiles } = floor;
  const { waiting, left, first_reply: reply } = tiles;
  const most = waiting.most_at ? t("floor.most", { n: waiting.most, time: clock(waiting.most_at) }) : t("floor.most_none");
  const yesterday = reply.yesterday === null ? t("floor.yesterday_none") : t("floor.yesterday", { wait: duration(reply.yesterday) });
  return (
    <section class="card f-figs" aria-label={t("floor.figures")}>
      <Tile of={t("floor.waiting")} value={waiting.now} rings={waiting.now > 0} beside={most} />
      <Tile of={t("floor.longest")} {...longest(tiles)} />
      <Tile of={t("floor.inside")} {...inside(tiles)} />
      <Tile of={t("floor.left")} value={left.count} beside={left.form ? plural("floor.left_form", left.form) : t("floor.left_none")} />
      <Tile of={t("floor.half")} value={reply.today === null ? t("floor.none") : duration(reply.today)} beside={yesterday} />
    </section>
  );
}
