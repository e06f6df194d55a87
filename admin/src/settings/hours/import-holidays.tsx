// Holidays from a file: read in the browser, shown before they are taken over, refused with a sentence when wrong.
import { useRef, useState } from "preact/hooks";
import { plural, t } from "../../i18n";
import { Button, Dialog, toast } from "../../ui";
import type { Exception, Hours } from "./clock";
import { MOST_EXCEPTIONS, put, runs, workingHours } from "./dates";
import { HoursChip } from "./hours-chip";
import { compared, MOST_BYTES, readHolidays, textOf, type Holidays } from "./holidays";
import { datesLabel } from "./sentences";

/** "8 closed days, 2 make-up working days; 1 replaces what stands there." */
function importSentence(standing: Exception[], fresh: Exception[], today: string): string {
  const over = fresh.filter((one) => one.date < today).length;
  const { closed, open, replaced, same } = compared(standing, fresh);
  const counts = [plural("settings.hours.import_closed", closed), ...(open > 0 ? [plural("settings.hours.import_open", open)] : [])];
  const rest = [...(replaced > 0 ? [plural("settings.hours.import_replaced", replaced)] : []), ...(same > 0 ? [plural("settings.hours.import_same", same)] : []), ...(over > 0 ? [plural("settings.hours.import_over", over)] : [])];
  const [comma, semicolon] = [t("settings.hours.import_comma"), t("settings.hours.import_semicolon")];
  return [counts.join(comma), ...rest].join(semicolon) + t("settings.hours.import_stop");
}

interface ShownProps { fresh: Exception[]; hours: Hours; today: string; onTake: () => void; onClose: () => void }

function Shown({ fresh, hours, today, onTake, onClose }: ShownProps) {
  return (
    <Dialog title={t("settings.hours.import_title")} onClose={onClose} footer={
      <><Button kind="bare" onClick={onClose}>{t("settings.cancel")}</Button><Button kind="main" onClick={onTake}>{t("settings.hours.import_take")}</Button></>}>
      <p class="s-lead">{importSentence(hours.exceptions, fresh, today)}</p>
      <ul class="card s-list s-found" tabIndex={0} aria-label={t("settings.hours.import_title")}>
        {runs(fresh).map((run) => <li key={run.dates[0]} class="s-exception"><span class="num">{datesLabel(run.dates, today)}</span><span class="wrap">{run.name}</span><HoursChip ranges={run.ranges} /></li>)}
      </ul>
    </Dialog>
  );
}

interface ImportProps { hours: Hours; today: string; onFault: (text: string | null) => void; onTake: (fresh: Exception[]) => void }

/** A file that has gone meanwhile reads like one that is no JSON. */
async function readFile(file: File, hours: Hours): Promise<Holidays> {
  if (file.size > MOST_BYTES) return { fault: "too_big", part: "" };
  const text = textOf(await file.arrayBuffer().catch(() => new ArrayBuffer(0)));
  if (text === null) return { fault: "not_utf8", part: "" };
  const read = readHolidays(text, workingHours(hours));
  const tooMany = "exceptions" in read && put(hours.exceptions, read.exceptions).length > MOST_EXCEPTIONS;
  return tooMany ? { fault: "too_many", part: "" } : read;
}

export function ImportHolidays({ hours, today, onFault, onTake }: ImportProps) {
  const input = useRef<HTMLInputElement>(null);
  const [fresh, setFresh] = useState<Exception[] | null>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const read = await readFile(file, hours);
    onFault("fault" in read ? t(`settings.hours.file_fault.${read.fault}`, { file: file.name, part: read.part, most: MOST_EXCEPTIONS }) : null);
    if ("fault" in read) return;
    if (compared(hours.exceptions, read.exceptions).same === read.exceptions.length) toast({ text: t("settings.hours.import_nothing", { file: file.name }) });
    else setFresh(read.exceptions);
  };
  return (
    <>
      <input ref={input} type="file" class="hidden" tabIndex={-1} aria-label={t("settings.hours.import_file")} accept=".json,application/json"
        onChange={(event) => { void take(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} />
      <Button icon="upload" onClick={() => input.current?.click()}>{t("settings.hours.import")}</Button>
      {fresh && <Shown fresh={fresh} hours={hours} today={today} onClose={() => setFresh(null)} onTake={() => { onTake(fresh); setFresh(null); }} />}
    </>
  );
}
