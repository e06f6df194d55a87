// A day as a bar from 0 to 24 h. The pointer moves a range or one of its ends by quarters of an hour; the field beside
// it is the way for the keyboard, so the bar is a picture to readers.
import { useRef } from "preact/hooks";
import { DAY_MINUTES, settle, spans, type Range } from "./ranges";

const SNAP = 15;
const GRIP = 10;
type Grip = "start" | "end" | "both";
interface Drag { index: number; grip: Grip; from: number; before: [number, number] }

function moved([start, end]: [number, number], grip: Grip, by: number): [number, number] {
  if (grip === "start") return [Math.max(0, Math.min(end - SNAP, start + by)), end];
  if (grip === "end") return [start, Math.min(DAY_MINUTES, Math.max(start + SNAP, end + by))];
  const kept = Math.max(-start, Math.min(DAY_MINUTES - end, by));
  return [start + kept, end + kept];
}

function gripAt(event: PointerEvent, bar: HTMLElement): Grip {
  const box = bar.getBoundingClientRect();
  if (event.clientX - box.left < GRIP) return "start";
  return box.right - event.clientX < GRIP ? "end" : "both";
}

interface TrackProps { ranges: Range[]; nowMinutes: number | null; onChange: (ranges: Range[]) => void }

export function Track({ ranges, nowMinutes, onChange }: TrackProps) {
  const track = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);
  const now = spans(ranges);
  const start = (event: PointerEvent, index: number): void => {
    const bar = event.currentTarget as HTMLElement;
    const before = now[index];
    if (event.button !== 0 || !before) return;
    bar.setPointerCapture(event.pointerId);
    drag.current = { index, grip: gripAt(event, bar), from: event.clientX, before };
  };
  const move = (event: PointerEvent): void => {
    const held = drag.current;
    const width = track.current?.clientWidth ?? 0;
    if (!held || width === 0) return;
    const by = Math.round(((event.clientX - held.from) / width) * (DAY_MINUTES / SNAP)) * SNAP;
    const next = settle(now.map((span, index) => (index === held.index ? moved(held.before, held.grip, by) : span)));
    if ("ranges" in next && next.ranges.length === ranges.length) onChange(next.ranges);
  };
  const stop = (): void => { drag.current = null; };
  const percent = (minutes: number): string => `${(minutes / DAY_MINUTES) * 100}%`;
  return (
    <div class="s-track" ref={track} aria-hidden="true">
      {now.map(([from, to], index) => (
        <b key={index} style={{ insetInlineStart: percent(from), width: percent(to - from) }}
          onPointerDown={(event) => start(event, index)} onPointerMove={move} onPointerUp={stop} onPointerCancel={stop} />
      ))}
      {nowMinutes !== null && <s style={{ insetInlineStart: percent(nowMinutes) }} />}
    </div>
  );
}
