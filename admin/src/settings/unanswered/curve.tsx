// How sure the bot must be: for each threshold the share of questions it answers, beside the share of those that is right.
import { useEffect, useState } from "preact/hooks";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { isAdmin } from "../../session";
import { ErrorText } from "../../ui";
import { loadCurve, type Curve, type Point } from "./store";

const WIDTH = 260;
const HEIGHT = 130;
const percent = (share: number): number => Math.round(share * 100);
const x = (share: number): number => Math.round(share * WIDTH * 10) / 10;
const y = (share: number): number => Math.round((1 - share) * HEIGHT * 10) / 10;
const lineOf = (points: Point[], of: (point: Point) => number | null): string =>
  points.flatMap((point) => { const value = of(point); return value === null ? [] : [`${x(point.threshold)},${y(value)}`]; }).join(" ");

/** The point of the curve at the threshold that is set. */
function at({ curve, threshold }: Curve): Point | undefined {
  return [...curve].sort((a, b) => Math.abs(a.threshold - threshold) - Math.abs(b.threshold - threshold))[0];
}

function Picture({ of }: { of: Curve }) {
  return (
    <svg class="s-curve" viewBox={`-2 -6 ${WIDTH + 4} ${HEIGHT + 26}`} aria-hidden="true">
      <path class="grid" d={`M0 ${y(1)}H${WIDTH}M0 ${y(0.5)}H${WIDTH}M0 ${y(0)}H${WIDTH}`} />
      <line class="mark low" x1={x(of.suggest_from)} x2={x(of.suggest_from)} y1={-4} y2={HEIGHT} />
      <line class="mark" x1={x(of.threshold)} x2={x(of.threshold)} y1={-4} y2={HEIGHT} />
      <polyline class="answered" points={lineOf(of.curve, (point) => point.answered)} />
      <polyline class="right" points={lineOf(of.curve, (point) => point.right)} />
      <text x={0} y={HEIGHT + 16}>0 %</text><text x={WIDTH} y={HEIGHT + 16} text-anchor="end">100 %</text>
    </svg>
  );
}

interface HowSureProps {
  inboxId: string;
  /** The thresholds as they are being set; else those that count now. */
  at?: Pick<Curve, "threshold" | "suggest_from">;
  /** The curve is asked for again whenever this is another one. */
  fresh?: unknown;
}

export function HowSure({ inboxId, at: set, fresh }: HowSureProps) {
  const [asked, setCurve] = useState<Curve | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    loadCurve(inboxId).then((found) => { if (here) setCurve(found); }).catch((failed: unknown) => { if (here) setError(errorText(failed)); });
    return () => { here = false; };
  }, [inboxId, fresh]);
  const curve = asked && { ...asked, ...set };
  const point = curve && at(curve);
  const known = curve !== null && curve.tests > 0 && point;
  return (
    <aside class="s-side" aria-label={t("settings.unanswered.sure")}>
      <h2>{t("settings.unanswered.sure")}</h2>
      <ErrorText text={error} />
      {curve && !known && <p class="hint">{t("settings.unanswered.no_tests")}</p>}
      {known && (
        <>
          <Picture of={curve} />
          <p class="s-legend sm"><i class="answered" />{t("settings.unanswered.answered")}<i class="right" />{t("settings.unanswered.right")}</p>
          <p class="s-says">{t(point.right === null ? "settings.unanswered.at_none" : "settings.unanswered.at", { threshold: percent(curve.threshold), answered: percent(point.answered), right: percent(point.right ?? 0) })}</p>
          <p class="hint">{t("settings.unanswered.from_tests", { tests: curve.tests, rated: curve.rated, error: percent(curve.calibration_error) })}</p>
        </>
      )}
      {curve && set && curve.tests > 0 && <p class="s-says">{t("settings.unanswered.between", { from: percent(curve.suggest_from), to: percent(curve.threshold) })}</p>}
      <p class="hint">
        {!set && isAdmin() && <a href="/settings/bot">{t("settings.unanswered.to_threshold")}</a>}
        {set && <><a href="/settings/tests">{t("settings.tests.title")}</a> · <a href="/settings/answers">{t("settings.bot.try_it")}</a></>}
      </p>
    </aside>
  );
}
