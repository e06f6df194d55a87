// One day of the week: open or not, its bar, its hours as text, and copying them to other days.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { ErrorText, Icon, Menu, Switch, type MenuItem } from "../../ui";
import { edit, faultOf, heldAt, hold } from "../draft";
import { DAYS, type Day, type Hours } from "./clock";
import { USUAL } from "./dates";
import { parseRanges, spellRanges, type Range } from "./ranges";
import { dayLabel } from "./sentences";
import { Track } from "./track";

const before = new Map<Day, Range[]>();

function setDays(hours: Hours, days: readonly Day[], ranges: Range[]): void {
  edit("business_hours", { week: { ...hours.week, ...Object.fromEntries(days.map((day) => [day, ranges])) } });
  for (const day of days) hold(`business_hours.week.${day}`, null);
}

function HoursField({ day, hours, label }: { day: Day; hours: Hours; label: string }) {
  const field = `business_hours.week.${day}`;
  const [typing, setTyping] = useState<string | null>(null);
  const ranges = hours.week[day];
  const fault = heldAt(field)?.fault ?? faultOf(field);
  const write = (text: string): void => {
    setTyping(text);
    const read = parseRanges(text);
    if ("ranges" in read) setDays(hours, [day], read.ranges);
    else hold(field, { typed: text, fault: t(`settings.hours.fault.${read.fault}`, { part: read.part }) });
  };
  const shown = typing ?? heldAt(field)?.typed ?? spellRanges(ranges);
  return (
    <>
      <input class={`in num s-ranges ${fault ? "wrong" : ""}`} aria-label={t("settings.hours.field", { day: label })} aria-invalid={fault ? true : undefined} aria-describedby={`${day}-fault`}
        placeholder={t("settings.hours.closed")} value={shown} maxLength={200} onInput={(event) => write(event.currentTarget.value)} onBlur={() => setTyping(null)} />
      <span class="s-dayfault"><ErrorText id={`${day}-fault`} text={fault} /></span>
    </>
  );
}

function copyItems(day: Day, hours: Hours): MenuItem[] {
  const to = (label: string, days: readonly Day[]): MenuItem => ({ label, onSelect: () => setDays(hours, days, hours.week[day]) });
  const others = DAYS.map((other, index) => to(dayLabel(index, "long"), [other])).filter((_, index) => DAYS[index] !== day);
  return [to(t("settings.hours.copy_workdays"), DAYS.slice(0, 5)), to(t("settings.hours.copy_all"), DAYS), ...others];
}

export function DayRow({ day, hours, nowMinutes }: { day: Day; hours: Hours; nowMinutes: number | null }) {
  const index = DAYS.indexOf(day);
  const label = dayLabel(index, "long");
  const ranges = hours.week[day];
  const open = ranges.length > 0 || heldAt(`business_hours.week.${day}`) !== null;
  const flip = (on: boolean): void => {
    if (!on) before.set(day, ranges);
    setDays(hours, [day], on ? before.get(day) ?? USUAL : []);
  };
  return (
    <div class="s-day" role="group" aria-label={label}>
      <Switch on={open} hideLabel label={t("settings.hours.open_on", { day: label })} onChange={flip} />
      <span class={nowMinutes === null ? "m" : "b"} aria-hidden="true">{dayLabel(index, "short")}</span>
      <Track ranges={ranges} nowMinutes={nowMinutes} onChange={(fresh) => setDays(hours, [day], fresh)} />
      <HoursField day={day} hours={hours} label={label} />
      <Menu end label={t("settings.hours.copy", { day: label })} trigger={<Icon name="copy" />} groups={[{ title: t("settings.hours.copy_title"), items: copyItems(day, hours) }]} />
    </div>
  );
}
