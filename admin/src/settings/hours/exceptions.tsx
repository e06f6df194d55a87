// Holidays and special days: what counts on a date in place of the week. Coming days first, those that are over folded away.
import { useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, ErrorText, Icon } from "../../ui";
import { draft, edit, faultOf } from "../draft";
import { inbox } from "../store";
import { offerUndo } from "../undo";
import { nowIn, type Exception, type Hours } from "./clock";
import { put, runs, without, type Run } from "./dates";
import { ExceptionForm } from "./exception-form";
import { HoursChip } from "./hours-chip";
import { ImportHolidays } from "./import-holidays";
import { datesLabel } from "./sentences";

const standing = (): Exception[] => draft.value?.business_hours.exceptions ?? [];
const keep = (exceptions: Exception[]): void => edit("business_hours", { exceptions });

interface RowsProps { of: Run[]; today: string; onEdit: (run: Run) => void; onRemove: (run: Run) => void }

function Rows({ of, today, onEdit, onRemove }: RowsProps) {
  return (
    <ul class="card s-list">
      {of.map((run) => {
        const label = datesLabel(run.dates, today);
        const name = run.name ? t("settings.hours.dates_of", { dates: label, name: run.name }) : label;
        return (
          <li key={run.dates[0]} class="s-exception">
            <span class="num">{label}</span><span class="wrap">{run.name}</span><HoursChip ranges={run.ranges} />
            <Button kind="bare" icon="edit" label={t("settings.hours.edit_dates", { dates: name })} onClick={() => onEdit(run)} />
            <Button kind="bare" icon="trash" label={t("settings.hours.delete_dates", { dates: name })} onClick={() => onRemove(run)} />
          </li>
        );
      })}
    </ul>
  );
}

function Nothing({ always }: { always: boolean }) {
  return <div class="card s-void"><Icon name="cal" /><p class="b">{t("settings.hours.no_exceptions")}</p><p class="t2">{t(always ? "settings.hours.no_exceptions_always" : "settings.hours.no_exceptions_hint")}</p></div>;
}

/** Undone in the list as it stands by then, and only while that inbox is at hand. */
function remove(run: Run, label: string): void {
  const [of, now] = [inbox.value?.id, standing()];
  const gone = now.filter((one) => run.dates.includes(one.date));
  keep(without(now, run.dates));
  offerUndo(t("settings.hours.deleted_dates", { dates: label }), () => { if (inbox.value?.id === of) keep(put(standing(), gone)); });
}

export function Exceptions({ hours, at }: { hours: Hours; at: Date }) {
  const [edited, setEdited] = useState<Run | "new" | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const today = nowIn(hours.time_zone, at).date;
  const all = runs(hours.exceptions);
  const isOver = (run: Run): boolean => (run.dates.at(-1) ?? "") < today;
  const [coming, over] = [all.filter((run) => !isOver(run)), all.filter(isOver)];
  const rows = (of: Run[]) => <Rows of={of} today={today} onEdit={setEdited} onRemove={(run) => { remove(run, datesLabel(run.dates, today)); add.current?.focus(); }} />;
  return (
    <section class="s-exceptions" aria-labelledby="exceptions">
      <div class="s-head">
        <h2 id="exceptions">{t("settings.hours.exceptions")}</h2>
        <span class="s-row"><ImportHolidays hours={hours} today={today} onFault={setFault} onTake={(fresh) => keep(put(hours.exceptions, fresh))} /><Button icon="plus" buttonRef={add} onClick={() => setEdited("new")}>{t("settings.hours.add_dates")}</Button></span>
      </div>
      <ErrorText text={fault ?? faultOf("business_hours.exceptions")} />
      {coming.length > 0 ? rows(coming) : <Nothing always={hours.always_open} />}
      {over.length > 0 && <details class="s-over"><summary>{t("settings.hours.over", { count: over.length })}</summary>{rows(over)}</details>}
      {edited && <ExceptionForm hours={hours} run={edited === "new" ? null : edited} onClose={() => setEdited(null)}
        onKeep={(fresh, before) => { keep(put(without(hours.exceptions, before), fresh)); setEdited(null); }} />}
    </section>
  );
}
