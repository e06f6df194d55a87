// A time zone by city: type to search in any of its names, arrows to choose.
import { useId, useMemo, useRef, useState } from "preact/hooks";
import { locale, t } from "../../i18n";
import { Icon } from "../../ui";
import { cityName } from "./cities";
import { zoneLabel } from "./sentences";

const SHOWN = 60;
interface Zone { id: string; label: string; search: string }

function allZones(): Zone[] {
  const at = new Date();
  const ids = [...Intl.supportedValuesOf("timeZone"), "UTC"];
  return ids.map((id) => {
    const label = zoneLabel(id, at);
    return { id, label, search: `${label} ${id.replaceAll("_", " ")} ${cityName(id, "zh-CN")} ${cityName(id, "zh-TW")}`.toLowerCase() };
  });
}

function matching(zones: Zone[], typed: string): Zone[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return zones.filter((zone) => words.every((word) => zone.search.includes(word))).slice(0, SHOWN);
}

function useChoosing(zone: string, onPick: (zone: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const zones = useMemo(() => (typed === null ? [] : allZones()), [typed === null, locale.value]);
  const found = typed === null ? [] : matching(zones, typed);
  const close = (): void => { setTyped(null); setAt(0); };
  const open = (): void => { if (typed === null) setTyped(""); };
  const pick = (id: string | undefined): void => { if (id && id !== zone) onPick(id); close(); };
  return { typed, setTyped, at, setAt, found, open, close, pick };
}

export function ZonePicker({ zone, onPick }: { zone: string; onPick: (zone: string) => void }) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const { typed, setTyped, at, setAt, found, open, close, pick } = useChoosing(zone, onPick);
  const step = (to: number): void => {
    open();
    const next = Math.max(0, Math.min(found.length - 1, to));
    setAt(next);
    list.current?.children[next]?.scrollIntoView({ block: "nearest" });
  };
  const keys = (event: KeyboardEvent): void => {
    const act = { ArrowDown: () => step(typed === null ? 0 : at + 1), ArrowUp: () => step(at - 1), Enter: () => pick(found[at]?.id), Escape: close }[event.key];
    if (!act || (event.key === "Escape" && typed === null)) return;
    event.preventDefault();
    act();
  };
  return (
    <div class="s-zone">
      <label class="hidden" for={id}>{t("settings.hours.zone")}</label>
      <span class="in">
        <Icon name="globe" small class="t3" />
        <input id={id} role="combobox" aria-expanded={typed !== null} aria-controls={`${id}-list`} aria-autocomplete="list" autocomplete="off" spellcheck={false}
          aria-activedescendant={found[at] ? `${id}-${at}` : undefined} placeholder={t("settings.hours.zone_search")}
          value={typed ?? zoneLabel(zone, new Date())} onFocus={(event) => event.currentTarget.select()} onClick={open} onKeyDown={keys} onBlur={close}
          onInput={(event) => { setTyped(event.currentTarget.value); setAt(0); }} />
        <Icon name="down" small />
      </span>
      <ul id={`${id}-list`} role="listbox" aria-label={t("settings.hours.zone")} ref={list} hidden={typed === null}>
        {found.map((one, index) => (
          <li key={one.id} id={`${id}-${index}`} role="option" aria-selected={index === at} class={index === at ? "on" : ""}
            onPointerDown={(event) => { event.preventDefault(); pick(one.id); }}>
            <span class="grow">{one.label}</span><span class="cp t3">{one.id}</span>
          </li>
        ))}
        {typed !== null && found.length === 0 && <li class="t3" role="presentation">{t("settings.hours.zone_none")}</li>}
      </ul>
    </div>
  );
}
