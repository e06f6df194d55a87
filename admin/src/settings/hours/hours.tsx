// Business hours: always open or a week, in one time zone, and exceptions by date; beside it what visitors read, here and far away.
import { useEffect, useState } from "preact/hooks";
import { locale, t } from "../../i18n";
import { ErrorText, Switch } from "../../ui";
import { draft, edit, faultOf, faults } from "../draft";
import { cityName } from "./cities";
import { DAYS, nowIn, offsetMinutes, stateAt, type Hours as HoursOf, type State } from "./clock";
import { DayRow } from "./day-row";
import { Exceptions } from "./exceptions";
import { afterClock, nowLine, visitorLine } from "./sentences";
import { ZonePicker } from "./zone-picker";

function useMinute(): Date {
  const [at, setAt] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setAt(new Date()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return at;
}

/** A place whose clock is well apart from the inbox's, to show what strangers read. */
function farFrom(zone: string, at: Date): string {
  const here = offsetMinutes(at, zone);
  return ["Europe/Berlin", "America/New_York", "Asia/Tokyo"].find((far) => Math.abs(offsetMinutes(at, far) - here) >= 180) ?? "Asia/Tokyo";
}

function Reading({ label, state, text }: { label: string; state: State; text: string }) {
  return <div class="s-reading"><div class="cp t3">{label}</div><div class="flex"><i class={`dot${state.open ? "" : " offline"}`} /><span class="m">{text}</span></div></div>;
}

function Readings({ hours, at }: { hours: HoursOf; at: Date }) {
  const zone = hours.time_zone;
  const state = stateAt(hours, at);
  const now = hours.always_open ? { ...state, closesAt: null } : state; // as in the widget
  const closing = now.closesAt ?? at;
  const later = stateAt(hours, closing);
  const far = farFrom(zone, at);
  return (
    <aside class="s-side" aria-label={t("settings.hours.visitors")}>
      <h2>{t("settings.hours.visitors")}</h2>
      <div class="card s-readings">
        <Reading label={t("settings.hours.now")} state={now} text={visitorLine(now, at, zone)} />
        {now.closesAt && <Reading label={afterClock(closing, at, zone)} state={later} text={visitorLine(later, closing, zone)} />}
        {later.opensAt && <Reading label={t("settings.hours.seen_from", { city: cityName(far, locale.value) })} state={later} text={visitorLine(later, closing, far, true)} />}
      </div>
      <p class="hint">{t("settings.hours.closed_hint")}</p>
    </aside>
  );
}

function Week({ hours, at }: { hours: HoursOf; at: Date }) {
  const now = nowIn(hours.time_zone, at);
  const usual = hours.exceptions.every((one) => one.date !== now.date); // else the week says nothing of today
  return (
    <div class="card s-week">
      <div class="s-day s-scale" aria-hidden="true"><span /><span /><span class="s-hours">{[0, 6, 12, 18, 24].map((hour) => <span key={hour} class={`at-${hour}`}>{hour}</span>)}</span></div>
      {DAYS.map((day) => <DayRow key={day} day={day} hours={hours} nowMinutes={usual && day === now.day ? now.minutes : null} />)}
    </div>
  );
}

export function Hours() {
  const at = useMinute();
  const hours = draft.value?.business_hours;
  if (!hours) return null;
  const state = stateAt(hours, at);
  const fault = state.open || state.opensAt ? faults.value["business_hours.week"] : t("fields.never_open");
  return (
    <div class="s-body s-split narrow">
      <div class="s-form wide">
        <div class="s-now">
          <span class={`chip ${state.open ? "ok" : ""}`}>{t(state.open ? "settings.hours.open_now" : "settings.hours.closed_now")}</span>
          <span class="grow">{nowLine(state, at, hours.time_zone)}</span>
          <ZonePicker zone={hours.time_zone} onPick={(time_zone) => edit("business_hours", { time_zone })} />
        </div>
        <ErrorText text={faultOf("business_hours.time_zone")} />
        <div class="s-always"><Switch on={hours.always_open} label={t("settings.hours.always")} onChange={(always_open) => edit("business_hours", { always_open })} /></div>
        {hours.always_open ? <p class="hint s-tight">{t("settings.hours.always_hint")}</p> : <Week hours={hours} at={at} />}
        <div class="s-under"><ErrorText text={fault} /></div>
        {!hours.always_open && <p class="hint s-under">{t("settings.hours.write_hint")}</p>}
        <Exceptions hours={hours} at={at} />
      </div>
      <Readings hours={hours} at={at} />
    </div>
  );
}
