// The dialog of one special day or several in a row: which dates, their name, and the hours that count.
import { useState } from "preact/hooks";
import { plural, t } from "../../i18n";
import { focusFirstFault } from "../../setup/focus";
import { Button, Dialog, TextField } from "../../ui";
import type { Exception, Hours } from "./clock";
import { datesBetween, isDate, LONGEST_NAME, MOST_EXCEPTIONS, without, type Run } from "./dates";
import { parseRanges, spellRanges } from "./ranges";

interface Form { from: string; to: string; name: string; hours: string }
type Read = { exceptions: Exception[] } | { faults: Partial<Record<keyof Form, string>> };

const formOf = (run: Run | null): Form => ({ from: run?.dates[0] ?? "", to: run?.dates.at(-1) ?? "", name: run?.name ?? "", hours: spellRanges(run?.ranges ?? []) });

function datesOf({ from, to }: Form): string[] {
  return isDate(from) && (to === "" || isDate(to)) ? datesBetween(from, to || from) : [];
}

/** `others` is how many dates stand already beside these. */
function read(form: Form, others: number): Read {
  const dates = datesOf(form);
  const ranges = parseRanges(form.hours);
  const faults: Partial<Record<keyof Form, string>> = {};
  if (!isDate(form.from)) faults.from = t("settings.hours.date_missing");
  else if (dates.length === 0) faults.to = t("settings.hours.dates_backwards");
  else if (dates.length + others > MOST_EXCEPTIONS) faults.to = t("settings.hours.too_many_dates", { most: MOST_EXCEPTIONS });
  if ("fault" in ranges) faults.hours = t(`settings.hours.fault.${ranges.fault}`, { part: ranges.part });
  if (Object.keys(faults).length > 0 || "fault" in ranges) return { faults };
  return { exceptions: dates.map((date) => ({ date, name: form.name.trim(), ranges: ranges.ranges })) };
}

interface FormProps { hours: Hours; run: Run | null; onClose: () => void; onKeep: (fresh: Exception[], before: string[]) => void }

export function ExceptionForm({ hours, run, onClose, onKeep }: FormProps) {
  const [form, setForm] = useState<Form>(() => formOf(run));
  const [faults, setFaults] = useState<Partial<Record<keyof Form, string>>>({});
  const before = run?.dates ?? [];
  const others = without(hours.exceptions, before);
  const dates = datesOf(form);
  const replaced = others.length - without(others, dates).length;
  const put = (part: Partial<Form>): void => { setForm({ ...form, ...part }); setFaults({}); };
  const keep = (event: Event): void => {
    event.preventDefault();
    const found = read(form, others.length - replaced);
    if ("exceptions" in found) return onKeep(found.exceptions, before);
    setFaults(found.faults);
    focusFirstFault();
  };
  return (
    <Dialog asks title={t(run ? "settings.hours.edit_title" : "settings.hours.add_title")} onClose={onClose} footer={
      <><Button kind="bare" onClick={onClose}>{t("settings.cancel")}</Button><Button kind="main" type="submit" form="exception">{t("settings.hours.keep_dates")}</Button></>}>
      <form id="exception" noValidate onSubmit={keep}>
        <div class="s-pair">
          <TextField type="date" label={t("settings.hours.from_date")} value={form.from} error={faults.from} onInput={(from) => put({ from })} />
          <TextField type="date" label={t("settings.hours.to_date")} value={form.to} error={faults.to} onInput={(to) => put({ to })} />
        </div>
        <TextField label={t("settings.hours.dates_name")} hint={t("settings.hours.dates_name_hint")} dir="auto" value={form.name} maxLength={LONGEST_NAME} onInput={(name) => put({ name })} />
        <TextField label={t("settings.hours.dates_hours")} hint={t("settings.hours.dates_hours_hint")} placeholder={t("settings.hours.closed")} value={form.hours} maxLength={200} error={faults.hours} onInput={(text) => put({ hours: text })} />
        <p class="hint" role="status">{replaced > 0 ? plural("settings.hours.replaces", replaced) : ""}</p>
      </form>
    </Dialog>
  );
}
