// What stands where a list could not be loaded, and while it is on its way.
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, Skeleton, useLate } from "../../ui";
import type { Loaded } from "./loaded";

/** Names are not all as long. */
const WIDTHS = ["38%", "52%", "30%", "44%"];

/** A list with rows of two lines, as most that is loaded. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const late = useLate(true);
  return late ? <div class="card s-skels">{Array.from({ length: rows }, (_, at) => <div key={at}><Skeleton width={WIDTHS[at % WIDTHS.length]} /><Skeleton width="72%" /></div>)}</div> : null;
}

export function NotLoaded({ of }: { of: Loaded }) {
  return of.error ? <div class="card s-void" role="alert"><p>{errorText(of.error)}</p><Button onClick={of.again}>{t("ui.try_again")}</Button></div> : null;
}
