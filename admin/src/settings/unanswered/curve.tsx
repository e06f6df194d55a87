// How sure the bot must be: for each threshold the share of questions it answers, beside the share of those that is right.
import { useState } from "preact/hooks";
import { plural, t } from "../../i18n";
import { isAdmin } from "../../session";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { loadCurve, type Curve, type Point } from "./store";

const WIDTH = 260;
const HEIGHT = 130;
const SHARES = [0, 0.5, 1] as const;
/** Of fewer questions an average is chance. */
const TELLING = 20;
const percent = (share: number): number => Math.round(share * 100);
const x = (share: number): number => Math.round(share * WIDTH * 10) / 10;
const y = (share: number): number => Math.round((1 - share) * HEIGHT * 10) / 10;
const lineOf = (points: Point[], of: (point: Point) => number | null): string =>
  points.flatMap((point) => { const value = of(point); return value === null ? [] : [`${x(point.threshold)},${y(value)}`]; }).join(" ");

/** The point of the curve at the threshold that is set. */
function at({ curve, threshold }: Curve): Point | undefined {
  return [...curve].sort((a, b) => Math.abs(a.threshold - threshold) - Math.abs(b.threshold - threshold))[0];
}

/** Beside its line, on the side where there is room for it. */
function Mark({ of, low }: { of: number; low?: boolean }) {
  const onLeft = of > 0.4;
  return (
    <>
      <line class={`mark ${low ? "low" : ""}`} x1={x(of)} x2={x(of)} y1={low ? -8 : -22} y2={HEIGHT} />
      <text x={x(of) + (onLeft ? -4 : 4)} y={low ? -5 : -19} text-anchor={onLeft ? "end" : "start"}>{t(`settings.unanswered.from_${low ? "suggest" : "answer"}`, { percent: percent(of) })}</text>
    </>
  );
}

/** Each text is one piece: the ground behind a second one would wipe out the end of the first. */
function Picture({ of }: { of: Curve }) {
  return (
    <svg class="s-curve" viewBox={`-36 -34 ${WIDTH + 44} ${HEIGHT + 72}`} aria-hidden="true">
      <path class="grid" d={`M0 ${y(1)}H${WIDTH}M0 ${y(0.5)}H${WIDTH}M0 ${y(0)}H${WIDTH}`} />
      {SHARES.map((share) => <text key={share} x={-6} y={y(share) + 4} text-anchor="end">{`${percent(share)}%`}</text>)}
      {SHARES.map((share) => <text key={share} x={x(share)} y={HEIGHT + 16} text-anchor={share === 0 ? "start" : share === 1 ? "end" : "middle"}>{`${percent(share)}%`}</text>)}
      <text x={x(0.5)} y={HEIGHT + 33} text-anchor="middle">{t("settings.unanswered.axis")}</text>
      <Mark of={of.threshold} />
      <Mark low of={of.suggest_from} />
      <polyline class="answered" points={lineOf(of.curve, (point) => point.answered)} />
      <polyline class="right" points={lineOf(of.curve, (point) => point.right)} />
    </svg>
  );
}

interface HowSureProps {
  inboxId: string;
  /** The thresholds as they are being set; else those that count now. */
  at?: Pick<Curve, "threshold" | "suggest_from">;
  /** The curve is asked for again whenever this is another one. */
  fresh?: unknown;
  /** Beside the test set itself, where the way there is none. */
  onTests?: boolean;
}

export function HowSure({ inboxId, at: set, fresh, onTests }: HowSureProps) {
  const [asked, setCurve] = useState<Curve | null>(null);
  const loaded = useLoaded(() => loadCurve(inboxId).then(setCurve), [inboxId, fresh]);
  const curve = asked && { ...asked, ...set };
  const point = curve && at(curve);
  const known = curve !== null && curve.tests > 0 && point;
  return (
    <aside class="s-side" aria-label={t("settings.unanswered.sure")}>
      <h2>{t("settings.unanswered.sure")}</h2>
      <NotLoaded of={loaded} />
      {!curve && !loaded.error && <Loading rows={2} />}
      {curve && !known && <><p class="hint">{t("settings.unanswered.no_tests")}</p>{!onTests && <a class="bt s-way" href="/settings/tests">{t("settings.unanswered.to_tests")}</a>}</>}
      {known && (
        <>
          <Picture of={curve} />
          <p class="s-legend sm"><i class="answered" />{t("settings.unanswered.answered")}<i class="right" />{t("settings.unanswered.right")}</p>
          <p class="s-says">{t(point.right === null ? "settings.unanswered.at_none" : "settings.unanswered.at", { threshold: percent(curve.threshold), answered: percent(point.answered), right: percent(point.right ?? 0) })}</p>
          <p class="hint">{plural(`settings.unanswered.from_${curve.tests < TELLING ? "few" : "tests"}`, curve.tests, { error: percent(curve.calibration_error) })}</p>
          {curve.rated > 0 && <p class="hint">{plural("settings.unanswered.by_visitors", curve.rated, { helped: curve.helped })}</p>}
        </>
      )}
      {curve && set && curve.tests > 0 && <p class="s-says">{t("settings.unanswered.between", { from: percent(curve.suggest_from), to: percent(curve.threshold) })}</p>}
      <p class="hint">
        {!set && isAdmin() && <a href="/settings/bot">{t("settings.unanswered.to_threshold")}</a>}
        {set && <>{known && <><a href="/settings/tests">{t("settings.tests.title")}</a> · </>}<a href="/settings/answers">{t("settings.bot.try_it")}</a></>}
      </p>
    </aside>
  );
}
